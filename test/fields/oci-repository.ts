import type { Chart } from 'cdk8s';
import {
  AwsWorkloadIdentity, CosignPublicKeys, LayerSelector, NotationTrust, OciRef, OciRepository, OidcIdentity, Pem, RegistryAuth, SecretRef,
  ServiceAccountRef, Verification,
} from '../../src';
import { DIGEST } from '../support/render';
import { CERTIFICATE, PUBLIC_KEYS } from '../verification/material';

const URL = 'oci://registry.acme.com/team/app';
const SIGNER = OidcIdentity.githubActions({ repository: 'acme/app' });

/** Small programs that together write every field of an OCIRepository. */
export const ociRepositories: ((chart: Chart) => void)[] = [
  chart => new OciRepository(chart, 'Pinned', {
    url: URL,
    ref: OciRef.digest(DIGEST, { tag: '1.2.3' }),
    interval: '1h',
    timeout: '90s',
    verify: Verification.cosignKeyless(SIGNER),
    auth: RegistryAuth.dockerConfig(SecretRef.named('registry')),
    insecure: false,
    ignore: '/*\n!/deploy/\n',
    layer: LayerSelector.extract('application/vnd.acme.manifests.v1.tar+gzip'),
    certSecret: SecretRef.named('registry-ca'),
    proxySecret: SecretRef.named('proxy'),
    suspend: true,
  }),
  chart => new OciRepository(chart, 'Following', {
    url: URL,
    ref: OciRef.semver('1.x', { filter: '^1\\.' }),
    verify: Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.text(PUBLIC_KEYS['EC P-256']) } })),
    auth: RegistryAuth.imagePullSecrets(ServiceAccountRef.named('puller')),
  }),
  chart => new OciRepository(chart, 'Notarized', {
    url: URL,
    ref: OciRef.tag('1.2.3'),
    verify: Verification.notation(new NotationTrust(chart, 'Trust', {
      certificates: { ca: Pem.text(CERTIFICATE) },
      policies: [{ registryScopes: ['*'], trustedIdentities: ['*'] }],
    })),
  }),
  chart => new OciRepository(chart, 'OfTheCloud', {
    url: 'oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/app',
    ref: OciRef.tag('1.2.3'),
    auth: RegistryAuth.workloadIdentity(new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::123456789012:role/puller' })),
  }),
  chart => new OciRepository(chart, 'OwnSigstore', {
    url: URL,
    ref: OciRef.tag('1.2.3'),
    verify: Verification.cosignKeyless(SIGNER, { trustedRoot: SecretRef.named('trusted-root') }),
  }),
];
