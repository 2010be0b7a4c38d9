import type { HelmRelease } from '../delivery/helm-release';
import type { Kustomization } from '../delivery/kustomization';
import { quoted, refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import type { OciRepository } from '../source/oci-repository';
import { weaknessOf } from '../verification/weakness';

// What a golden path promises holds for the finished documents: whatever else a JSON patch may do, it doesn't take that away.

/** Flux uses only what a known signer signed. */
export function staysVerified(source: OciRepository): void {
  whenFinished(source, (document, unpatched) => {
    if (document === unpatched) return;
    const weakness = isSame(identityOf(document), identityOf(unpatched)) ? weaknessIn(document, unpatched) : 'it is another object than the one that is delivered from';
    if (weakness === undefined) return;
    throw refusal('FOC047', source, `a JSON patch takes the verification of a signed app away: ${weakness}`, {
      use: '`signedBy`, or an OciRepository and a delivery of your own, which promise nothing',
    });
  });
}

/** Flux pulls by digest. */
export function staysPinned(source: OciRepository): void {
  whenFinished(source, ({ spec }) => {
    const digest = spec?.ref?.digest;
    if (typeof digest === 'string' && /^sha256:[a-f0-9]{64}$/.test(digest)) return;
    throw refusal('FOC048', source, 'a JSON patch takes the digest of a pinned app away', {
      got: digest === undefined ? 'no digest' : quoted(digest),
      use: '`artifact`, or a TrackedApp for what is to be followed',
    });
  });
}

/** What is delivered comes from the source that is verified. */
export function staysWith(source: OciRepository, delivery: Kustomization | HelmRelease): void {
  whenFinished(delivery, (document, unpatched) => {
    if (document === unpatched) return;
    const [is, was] = [document, unpatched].map(sourceOf);
    if (isSame(is, was)) return;
    throw refusal('FOC047', delivery, 'a JSON patch takes the verification of a signed app away: it is delivered from another source', {
      got: is.reference ? `${JSON.stringify(is.reference)} in ${is.namespace ?? 'no namespace'}` : 'none',
      use: `the source ${source.sourceName}, or a delivery of your own, which promises nothing`,
    });
  });
}

function weaknessIn({ spec }: any, unpatched: any): string | undefined {
  return isSame(spec?.verify, unpatched.spec.verify) ? undefined : weaknessOf(spec?.verify, unpatched.spec.verify);
}

function identityOf({ kind, metadata }: any): unknown {
  return [kind, metadata?.name, metadata?.namespace];
}

/** A reference without namespace is one into that of the delivery. */
function sourceOf({ metadata, spec }: any): { readonly namespace?: string; readonly reference?: object } {
  return { namespace: metadata?.namespace, reference: spec?.sourceRef ?? spec?.chartRef };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
