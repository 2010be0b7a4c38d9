import type { Construct } from 'constructs';
import type { AppOptions } from './app-options';
import type { AppArtifact } from './parts';
import { PinnedArtifact } from '../artifact/pinned-artifact';
import { OciRef } from '../oci/oci-ref';
import { refusal, typeName } from '../private/errors';
import { Verification } from '../verification/verification';

// Types make the unsigned and the unpinned impossible; JavaScript and casts get the same answer here.

export function pinned(scope: Construct, artifact: PinnedArtifact): AppArtifact {
  if (PinnedArtifact._is(artifact)) return { url: artifact.url, ref: artifact._ref() };
  throw refusal('FOC012', scope, '`artifact` must be pinned by digest', { got: typeName(artifact), use: 'PinnedArtifact.parse("oci://host/repository@sha256:…")' });
}

export function signed<T extends AppOptions>(scope: Construct, options: T): T {
  if (Verification._is(options.signedBy)) return options;
  throw refusal('FOC040', scope, '`signedBy` must say who signed', { got: typeName(options.signedBy), use: 'Verification.cosignKeyless, .cosignKeys or .notation' });
}

export function moving(scope: Construct, url: string, ref: OciRef): AppArtifact {
  if (OciRef._is(ref) && !ref.isPinned) return { url, ref };
  throw refusal('FOC016', scope, '`ref` must be a tag or a semver range, for it is to be followed', {
    got: OciRef._is(ref) ? ref.toString() : typeName(ref),
    use: 'OciRef.tag or OciRef.semver, or a SignedApp for one digest',
  });
}
