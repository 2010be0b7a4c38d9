import { ApiObject, type Chart } from 'cdk8s';
import { Secret, ServiceAccount } from 'cdk8s-plus-28';
import { all, ociRepository, secret } from './manifests';
import { source } from './programs';
import type { Theme } from './trap';
import { AwsWorkloadIdentity, RegistryAuth, RegistryProvider, RegistryProxy, SecretRef, ServiceAccountRef } from '../../../src';
import { CERTIFICATE } from '../../verification/material';

const APP = 'url: oci://<registry>/<org>/app\nref: { tag: 1.0.0 }\n';
const ECR = 'oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/app';
const ROLE = 'arn:aws:iam::123456789012:role/puller';
const DOCKER_CONFIG = 'kubernetes.io/dockerconfigjson';
const PRIVATE = 'url: oci://<private registry>/<org>/app\nref: { tag: 1.0.0 }\n';
const WITH_HTTPS = 'url: oci://<registry with HTTPS>/<org>/app\nref: { tag: 1.0.0 }\n';
const UNAUTHORIZED = 'Ready=False OCIArtifactPullFailed: failed to determine artifact digest: '
  + 'GET http://<private registry>/v2/<org>/app/manifests/1.0.0: UNAUTHORIZED: authentication required; [map[Action:pull Class: Name:<org>/app Type:repository]]';
const KNOWN_TO_THE_CLUSTER = 'Only the cluster knows an object that is given by name.';

const PULLER = `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: puller
  annotations:
    eks.amazonaws.com/role-arn: ${ROLE}
`.trim();

export const ACCESS: Theme = {
  title: 'Who pulls',
  traps: [
    {
      id: 'provider-aws-elsewhere',
      wrong: 'The provider `aws` for a registry of somebody else.',
      manifests: ociRepository(`${APP}provider: aws`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: Get "http://<registry>/v2/<org>/app/manifests/1.0.0": invalid AWS registry: \'<registry>\'. must match ^([0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-zA-Z0-9][a-zA-Z0-9_-]{0,99})\\.(amazonaws\\.(?:com(?:\\.cn)?|eu)|on\\.(?:aws|amazonwebservices\\.com\\.cn)|sc2s\\.sgov\\.gov|c2s\\.ic\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)$'],
        },
      },
      library: { refused: 'FOC030', program: chart => source(chart, { auth: RegistryAuth.controllerIdentity(RegistryProvider.AWS) }) },
    },
    {
      id: 'provider-gcp-elsewhere',
      wrong: 'The provider `gcp` for a registry of somebody else.',
      manifests: ociRepository(`${APP}provider: gcp`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: Get "http://<registry>/v2/<org>/app/manifests/1.0.0": invalid GCP registry: \'<registry>\'. must match ^(((.+\\.)?gcr\\.io)|(.+-docker\\.pkg\\.dev)|(docker\\.s3nsregistry\\.fr))$'],
        },
      },
      library: { refused: 'FOC030', program: chart => source(chart, { auth: RegistryAuth.controllerIdentity(RegistryProvider.GCP) }) },
    },
    {
      id: 'provider-azure-elsewhere',
      wrong: 'The provider `azure` for a registry of somebody else.',
      manifests: ociRepository(`${APP}provider: azure`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: Get "http://<registry>/v2/<org>/app/manifests/1.0.0": invalid Azure registry: \'<registry>\'. must match ^.+\\.(azurecr\\.io|azurecr\\.cn|azurecr\\.de|azurecr\\.us)$'],
        },
      },
      library: { refused: 'FOC030', program: chart => source(chart, { auth: RegistryAuth.controllerIdentity(RegistryProvider.AZURE) }) },
    },
    {
      id: 'provider-unknown',
      wrong: 'A provider that Flux doesn\'t have.',
      manifests: ociRepository(`${APP}provider: github`),
      apiServer: 'The OCIRepository "app" is invalid: spec.provider: Unsupported value: "github": supported values: "generic", "aws", "azure", "gcp"',
      library: { impossible: '`RegistryProvider` is an enum.' },
    },
    {
      id: 'identity-not-switched-on',
      wrong: 'A ServiceAccount as cloud identity, in a Flux 2.9 as it is installed.',
      manifests: all(PULLER, ociRepository(`url: ${ECR}\nref: { tag: 1.0.0 }\nprovider: aws\nserviceAccountName: puller`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False FeatureGateDisabled: to use spec.serviceAccountName for provider authentication please enable the ObjectLevelWorkloadIdentity feature gate in the controller'],
        },
      },
      library: {
        warned: 'FOC032',
        program: chart => source(chart, { url: ECR, auth: RegistryAuth.workloadIdentity(new AwsWorkloadIdentity(chart, 'Puller', { roleArn: ROLE })) }),
      },
    },
    {
      id: 'pull-secret-missing',
      wrong: 'A Secret with credentials that isn\'t there.',
      manifests: ociRepository(`${APP}secretRef: { name: registry }`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled, though the repository is public.',
        facts: {
          'OCIRepository/app': ['Ready=False AuthenticationFailed: failed to get credential: failed to get secret \'<namespace>/registry\': secrets "registry" not found'],
        },
      },
      library: { beyond: KNOWN_TO_THE_CLUSTER, program: chart => source(chart, { auth: RegistryAuth.dockerConfig(SecretRef.named('registry')) }) },
    },
    {
      id: 'pull-secret-of-basic-auth',
      wrong: 'The Secret with `username` and `password` that a HelmRepository takes.',
      manifests: all(secret('registry', { username: 'robot', password: 'secret' }), ociRepository(`${APP}secretRef: { name: registry }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux says nothing and asks as nobody; a public repository answers.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: {
        refused: 'FOC033',
        program: chart => source(chart, { auth: RegistryAuth.dockerConfig(secretOf(chart, 'registry', { username: 'robot', password: 'secret' })) }),
      },
    },
    {
      id: 'pull-secret-for-another-host',
      wrong: 'Credentials for another host than that of the URL.',
      manifests: all(
        secret('registry', { '.dockerconfigjson': '\'{"auths":{"ghcr.io":{"username":"robot","password":"secret"}}}\'' }, 'kubernetes.io/dockerconfigjson'),
        ociRepository(`${APP}secretRef: { name: registry }`),
      ),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux says nothing and asks as nobody; a public repository answers.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: {
        refused: 'FOC038',
        program: chart => source(chart, { auth: RegistryAuth.dockerConfig(loginOf(chart, 'ghcr.io', { username: 'robot', password: 'secret' })) }),
      },
    },
    {
      id: 'pull-secret-of-docker-desktop',
      wrong: 'The configuration of Docker Desktop, which keeps passwords elsewhere.',
      manifests: all(
        secret('registry', { '.dockerconfigjson': '\'{"auths":{"<private registry>":{}},"credsStore":"desktop"}\'' }, DOCKER_CONFIG),
        ociRepository(`${PRIVATE}secretRef: { name: registry }`),
      ),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is pulled: Flux asks as nobody.', facts: { 'OCIRepository/app': [UNAUTHORIZED] } },
      library: {
        refused: 'FOC038',
        program: chart => source(chart, { auth: RegistryAuth.dockerConfig(loginOf(chart, 'localhost:5000', {})) }),
      },
    },
    {
      id: 'pull-secret-of-another-type',
      wrong: 'A login in a Secret of type Opaque, as an ExternalSecret makes it that says no type.',
      manifests: all(
        secret('registry', { '.dockerconfigjson': '\'{"auths":{"<private registry>":{"username":"robot","password":"<password>"}}}\'' }),
        ociRepository(`${PRIVATE}secretRef: { name: registry }`),
      ),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is pulled: Flux asks as nobody.', facts: { 'OCIRepository/app': [UNAUTHORIZED] } },
      library: {
        refused: 'FOC033',
        program: chart => {
          const spec = { data: [{ secretKey: '.dockerconfigjson', remoteRef: { key: 'registry' } }] };
          const external = new ApiObject(chart, 'External', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'registry' }, spec });
          source(chart, { auth: RegistryAuth.dockerConfig(SecretRef.of(external)) });
        },
      },
    },
    {
      id: 'pull-secret-elsewhere',
      wrong: 'A Secret of another namespace.',
      manifests: ociRepository(`${APP}secretRef: { name: registry, namespace: flux-system }`),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; source.toolkit.fluxcd.io/v1, Kind=OCIRepository): .spec.secretRef.namespace: field not declared in schema',
      library: {
        refused: 'FOC052',
        program: chart => source(chart, {
          auth: RegistryAuth.dockerConfig(SecretRef.of(new Secret(chart, 'Registry', { metadata: { name: 'registry', namespace: 'elsewhere' } }))),
        }),
      },
    },
    {
      id: 'pull-account-missing',
      wrong: 'A ServiceAccount that isn\'t there, for its imagePullSecrets.',
      manifests: ociRepository(`${APP}serviceAccountName: puller`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled, though the repository is public.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to get credential: serviceaccount '<namespace>/puller' not found"],
        },
      },
      library: {
        beyond: KNOWN_TO_THE_CLUSTER,
        program: chart => source(chart, { auth: RegistryAuth.imagePullSecrets(ServiceAccountRef.named('puller')) }),
      },
    },
    {
      id: 'pull-account-without-secrets',
      wrong: 'A ServiceAccount without imagePullSecrets, to pull with.',
      manifests: all('apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: puller', ociRepository(`${APP}serviceAccountName: puller`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux says nothing and asks as nobody; a public repository answers.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: {
        warned: 'FOC034',
        program: chart => {
          const puller = new ServiceAccount(chart, 'Puller', { metadata: { name: 'puller' } });
          source(chart, { auth: RegistryAuth.imagePullSecrets(ServiceAccountRef.of(puller)) });
        },
      },
    },
    {
      id: 'ca-missing',
      wrong: 'A Secret with the registry\'s CA that isn\'t there.',
      manifests: ociRepository(`${APP}certSecretRef: { name: ca }`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to generate transport for 'oci://<registry>/<org>/app': secret '<namespace>/ca' not found"],
        },
      },
      library: { beyond: KNOWN_TO_THE_CLUSTER, program: chart => source(chart, { certSecret: SecretRef.named('ca') }) },
    },
    {
      id: 'ca-under-another-key',
      wrong: 'The registry\'s CA under a key that Flux doesn\'t read.',
      manifests: all(secret('ca', { 'ca.pem': '<certificate>' }), ociRepository(`${APP}certSecretRef: { name: ca }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to generate transport for 'oci://<registry>/<org>/app': secret '<namespace>/ca' must contain either 'ca.crt' or both 'tls.crt' and 'tls.key'"],
        },
      },
      library: {
        refused: 'FOC033',
        program: chart => source(chart, { certSecret: secretOf(chart, 'ca', { 'ca.pem': CERTIFICATE }) }),
      },
    },
    {
      id: 'ca-malformed',
      wrong: 'A CA that isn\'t in PEM form.',
      manifests: all(secret('ca', { 'ca.crt': 'MIIBtTCCAVqgAwIBAgICA+gwCgYIKoZIzj0EAwIwQDELMAkGA1UEBhMCVVMxCzAJ' }), ociRepository(`${WITH_HTTPS}certSecretRef: { name: ca }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to generate transport for 'oci://<registry with HTTPS>/<org>/app': failed to parse CA certificate"],
        },
      },
      library: {
        refused: 'FOC041',
        program: chart => source(chart, { certSecret: secretOf(chart, 'ca', { 'ca.crt': 'MIIBtTCCAVqgAwIBAgICA' }) }),
      },
    },
    {
      id: 'ca-not-given',
      wrong: 'A registry with a CA of its own, which the source doesn\'t name.',
      manifests: ociRepository(WITH_HTTPS),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: Get "https://<registry with HTTPS>/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority'],
        },
      },
      library: { beyond: 'Only the registry knows who vouches for it.', program: chart => source(chart, { url: 'oci://0.0.0.0:5002/acme/app' }) },
    },
    {
      id: 'insecure-with-https',
      wrong: '`insecure` for a registry with HTTPS, whose CA nobody knows.',
      manifests: ociRepository(`${WITH_HTTPS}insecure: true`),
      apiServer: 'accepted',
      flux: {
        effect: 'It is pulled from whoever answers.',
        facts: { 'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"] },
      },
      library: { warned: 'FOC017', program: chart => source(chart, { url: 'oci://0.0.0.0:5002/acme/app', insecure: true }) },
    },
    {
      id: 'client-certificate-without-key',
      wrong: 'A client certificate without its key.',
      manifests: all(secret('client', { 'tls.crt': '<certificate>' }), ociRepository(`${APP}certSecretRef: { name: client }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to generate transport for 'oci://<registry>/<org>/app': secret '<namespace>/client' contains 'tls.crt' but missing 'tls.key'"],
        },
      },
      library: {
        refused: 'FOC033',
        program: chart => source(chart, { certSecret: secretOf(chart, 'client', { 'tls.crt': CERTIFICATE }) }),
      },
    },
    {
      id: 'proxy-without-address',
      wrong: 'A proxy with `host` and `port` instead of `address`.',
      manifests: all(secret('proxy', { host: 'proxy.acme.example', port: '"3128"' }), ociRepository(`${APP}proxySecretRef: { name: proxy }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to get proxy address: secret '<namespace>/proxy': key 'address' not found"],
        },
      },
      library: {
        refused: 'FOC033',
        program: chart => source(chart, { proxySecret: secretOf(chart, 'proxy', { host: 'proxy.acme.example', port: '3128' }) }),
      },
    },
    {
      id: 'proxy-of-another-scheme',
      wrong: 'A proxy with a scheme that Flux doesn\'t have.',
      manifests: all(secret('proxy', { address: 'socks4://proxy.acme.example:1080' }), ociRepository(`${APP}proxySecretRef: { name: proxy }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False AuthenticationFailed: failed to get proxy address: secret '<namespace>/proxy': proxy URL must use one of the supported schemes (http, https, socks5), got 'socks4'"],
        },
      },
      library: { refused: 'FOC039', program: chart => new RegistryProxy(chart, 'Proxy', { address: 'socks4://proxy.acme.example:1080' }) },
    },
  ],
};

function loginOf(chart: Chart, registry: string, login: object): SecretRef {
  const stringData = { '.dockerconfigjson': JSON.stringify({ auths: { [registry]: login } }) };
  return SecretRef.of(new Secret(chart, 'Secret', { metadata: { name: 'registry' }, type: DOCKER_CONFIG, stringData }));
}

function secretOf(chart: Chart, name: string, stringData: { [key: string]: string }): SecretRef {
  return SecretRef.of(new Secret(chart, 'Secret', { metadata: { name }, stringData }));
}
