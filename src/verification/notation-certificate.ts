import { X509Certificate } from 'node:crypto';
import type { IConstruct } from 'constructs';
import { extensionsOf, type KeyUsage } from './x509-extensions';
import { quoted, refusal } from '../private/errors';

// notation verifies no signature whose certificates are made otherwise, however right they are. `openssl req -x509` leaves the key usage out.

const CA_ADVICE = 'a CA with `keyUsage = critical, keyCertSign`, as OpenSSL calls it';
const SIGNER_ADVICE = 'the certificate of the CA, or one with `keyUsage = critical, digitalSignature` alone, as OpenSSL calls it';
const ALLOWED: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation'];

/** Purposes of other certificates. */
const OTHER_PURPOSES: { readonly [oid: string]: string } = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
};

/** A certificate in PEM form that may stand in a signature, as that of a CA or of a signer. Returns it. */
export function checkedSigning(scope: IConstruct, name: string, pem: string): string {
  const certificate = new X509Certificate(pem);
  const { isCa, keyUsage } = extensionsOf(certificate.raw);
  const what = isCa ? 'a CA' : 'a certificate of no CA';
  const problem = usageProblem(isCa, keyUsage) ?? (isCa ? undefined : purposeProblem(certificate.keyUsage));
  if (problem === undefined) return pem;
  throw refusal('FOC096', scope, `notation accepts no signature with the certificate ${quoted(name)}`, {
    got: `${what} ${problem}`,
    use: isCa ? CA_ADVICE : SIGNER_ADVICE,
  });
}

function usageProblem(isCa: boolean, keyUsage: ReturnType<typeof extensionsOf>['keyUsage']): string | undefined {
  if (!keyUsage) return 'without key usage';
  const { isCritical, usages } = keyUsage;
  if (!isCritical) return 'whose key usage is not critical';
  const needed: KeyUsage = isCa ? 'keyCertSign' : 'digitalSignature';
  if (!usages.includes(needed)) return `without the key usage ${needed}`;
  const others = isCa ? [] : usages.filter(usage => !ALLOWED.includes(usage));
  return others.length ? `with the key usage ${others.join(', ')}` : undefined;
}

function purposeProblem(purposes: readonly string[] | undefined): string | undefined {
  const others = (purposes ?? []).map(oid => OTHER_PURPOSES[oid]).filter(Boolean);
  return others.length ? `for ${others.join(', ')}` : undefined;
}
