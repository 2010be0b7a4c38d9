import { OidcIdentity, PinnedArtifact, Verification } from '../../src';
import { DIGEST } from '../support/render';

export const URL = 'oci://ghcr.io/acme/app';

export const ARTIFACT = PinnedArtifact.parse(`${URL}:1.2.3@${DIGEST}`);

export const SIGNED_BY = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' }));

/** What `SIGNED_BY` renders. */
export const VERIFY = {
  provider: 'cosign',
  matchOIDCIdentity: [{
    issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
    subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$',
  }],
};

/** The target Namespace, as patterns render it. */
export function namespaceDocument(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } } };
}
