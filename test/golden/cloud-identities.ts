import { Chart, type App } from 'cdk8s';
import type { Order } from './synth';
import {
  AwsControllerIdentity, AwsWorkloadIdentity, AzureControllerIdentity, AzureWorkloadIdentity, FluxController, FluxVersion, GcpWorkloadIdentity,
  Kustomization, ObjectIdentityRbac, OciRef, OciRepository, RegistryAuth, TokenIdentity, l1,
} from '../../src';

const AZURE = { clientId: '00000000-1111-2222-3333-444444444444', tenantId: '55555555-6666-7777-8888-999999999999' };

/** A platform that pulls from four registries without a password anywhere. */
export function build(app: App, order: Order): void {
  FluxVersion.V2_10.applyTo(app);

  const platform = new Chart(app, 'platform', order({ namespace: 'flux-system' }));
  const controller = new AwsControllerIdentity(order({ roleArn: 'arn:aws:iam::123456789012:role/flux/source-controller' }));
  const decrypter = new AzureControllerIdentity(order({ ...AZURE, controller: FluxController.KUSTOMIZE }));
  new l1.FluxFluxInstance(platform, 'Flux', order({
    metadata: { name: 'flux' },
    spec: order({
      distribution: order({ registry: 'ghcr.io/fluxcd', version: '2.10.x' }),
      kustomize: { patches: controller.patches.plus(decrypter.patches).entries },
    }),
  }));
  const own = new OciRepository(platform, 'Platform', order({
    url: 'oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/platform',
    ref: OciRef.tag('stable'),
    auth: RegistryAuth.controllerIdentity(controller.provider),
  }));
  new Kustomization(platform, 'PlatformDelivery', order({ source: own, path: './base' }));
  const ecr = new AwsWorkloadIdentity(platform, 'ECRPuller', { roleArn: 'arn:aws-cn:iam::123456789012:role/ecr-puller' });
  new OciRepository(platform, 'China', order({
    url: 'oci://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/china',
    ref: OciRef.tag('stable'),
    auth: RegistryAuth.workloadIdentity(ecr),
  }));
  new ObjectIdentityRbac(platform, 'FluxObjectIdentity', order({ identities: [ecr], metadata: { labels: { 'acme.com/team': 'platform' } } }));

  const teams = new Chart(app, 'teams', order({ namespace: 'teams' }));
  const identities = [
    new GcpWorkloadIdentity(teams, 'GARPuller', order({
      serviceAccountEmail: 'puller@acme-prod.iam.gserviceaccount.com',
      workloadIdentityProvider: 'projects/123456789/locations/global/workloadIdentityPools/acme/providers/cluster-1',
    })),
    new AzureWorkloadIdentity(teams, 'ACRPuller', order(AZURE)),
    new TokenIdentity(teams, 'ZotPuller', order({ audiences: ['zot.acme.com', 'https://zot.acme.com'], username: 'flux', expiration: '15m' })),
  ];
  const hosts = ['europe-west4-docker.pkg.dev/acme-prod', 'acme.azurecr.io', 'zot.acme.com:5000'];
  identities.forEach((identity, index) => {
    new OciRepository(teams, `App${index}`, order({
      url: `oci://${hosts[index]}/app`, ref: OciRef.semver('1.x'), auth: RegistryAuth.workloadIdentity(identity),
    }));
  });
  new ObjectIdentityRbac(teams, 'AllTokens', order({ controllers: [FluxController.SOURCE, FluxController.KUSTOMIZE], fluxNamespace: 'flux-system' }));
}
