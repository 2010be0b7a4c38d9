import { X509Certificate } from 'node:crypto';
import * as certificates from './certificates';
import { NotationTrust, Pem } from '../../src';
import { extensionsOf } from '../../src/verification/x509-extensions';
import { refusalOf } from '../support/refusal';
import { contentOf, documentOf, fluxChart, warningsOf } from '../support/render';

function trusting(pem: string) {
  const chart = fluxChart();
  new NotationTrust(chart, 'Trust', { certificates: { acme: Pem.text(pem) }, policies: [{ registryScopes: ['*'], trustedIdentities: ['*'] }] });
  return chart;
}

test.each([['CA', certificates.CA], ['CA with an RSA key', certificates.OTHER_CA], ['signer', certificates.SIGNER], ['signer of whom more is said', certificates.WORDY_SIGNER]])(
  'a %s may be trusted', (_, pem) => {
    const chart = trusting(pem);
    expect(contentOf(documentOf(chart, 'Secret'))['acme.crt']).toBe(pem);
    expect(warningsOf(chart)).toEqual([]);
  });

describe('fails as', () => {
  const CA = 'a CA with `keyUsage = critical, keyCertSign`, as OpenSSL calls it';
  const SIGNER = 'the certificate of the CA, or one with `keyUsage = critical, digitalSignature` alone, as OpenSSL calls it';

  test.each([
    [certificates.CA_WITHOUT_USAGE, 'a CA without key usage', CA],
    [certificates.CA_WITH_UNCRITICAL_USAGE, 'a CA whose key usage is not critical', CA],
    [certificates.CA_WITHOUT_CERTIFICATES, 'a CA without the key usage keyCertSign', CA],
    [certificates.WITHOUT_EXTENSIONS, 'a certificate of no CA without key usage', SIGNER],
    [certificates.ENCIPHERS, 'a certificate of no CA without the key usage digitalSignature', SIGNER],
    [certificates.TLS_SERVER, 'a certificate of no CA with the key usage keyEncipherment, decipherOnly', SIGNER],
    [certificates.TLS_PURPOSES, 'a certificate of no CA for serverAuth, clientAuth', SIGNER],
  ])('%#', (pem, got, use) => {
    expect(refusalOf(() => trusting(pem))).toBe(`FOC096 [delivery/Trust] notation accepts no signature with the certificate "acme"; got ${got}; use ${use}`);
  });
});

test('the extensions of a certificate are read as OpenSSL reads them', () => {
  const read = (pem: string) => extensionsOf(new X509Certificate(pem).raw);
  expect(read(certificates.CA)).toEqual({ isCa: true, keyUsage: { isCritical: true, usages: ['keyCertSign', 'cRLSign'] } });
  expect(read(certificates.OTHER_CA)).toEqual({ isCa: true, keyUsage: { isCritical: true, usages: ['keyCertSign'] } });
  expect(read(certificates.CA_WITH_UNCRITICAL_USAGE)).toEqual({ isCa: true, keyUsage: { isCritical: false, usages: ['keyCertSign'] } });
  expect(read(certificates.TLS_SERVER)).toEqual({ isCa: false, keyUsage: { isCritical: true, usages: ['digitalSignature', 'keyEncipherment', 'decipherOnly'] } });
  expect(read(certificates.WITHOUT_EXTENSIONS)).toEqual({ isCa: false, keyUsage: undefined });
});
