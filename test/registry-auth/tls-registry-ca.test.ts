import { OciRef, OciRepository, Pem, RegistryCa, SecretRef } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';
import { CA, EXPIRED, OTHER_CA } from '../verification/certificates';

test('renders one Secret with the CAs, in the order of the program', () => {
  const chart = fluxChart();
  const ca = new RegistryCa(chart, 'AcmeCa', { certificates: [Pem.text(OTHER_CA), Pem.text(CA)], metadata: { labels: { a: 'b' } } });
  expect(documentsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'acme-ca', namespace: 'flux-system', labels: { a: 'b' } },
    immutable: false,
    data: { 'ca.crt': base64(OTHER_CA + CA) },
  }]);
  expect(ca.secret.name).toBe('acme-ca');
});

test('is what a source checks its registry with', () => {
  const chart = fluxChart();
  const ca = new RegistryCa(chart, 'Ca', { certificates: [Pem.text(CA + OTHER_CA)], name: 'registry-ca' });
  new OciRepository(chart, 'app', { url: 'oci://registry.acme.com/app', ref: OciRef.digest(DIGEST), certSecret: SecretRef.of(ca) });
  expect(acceptedDocument(chart, 'OCIRepository').spec.certSecretRef).toEqual({ name: 'registry-ca' });
  expect(warningsOf(chart)).toEqual([]);
});

test('is warned about where it has expired', () => {
  const chart = fluxChart();
  new RegistryCa(chart, 'Ca', { certificates: [Pem.text(CA), Pem.text(EXPIRED)] });
  expect(warningsOf(chart)).toEqual(['FOC097 [delivery/Ca] the certificate in the text for "certificates[1]" has expired on 2025-01-01; use one that is valid now']);
});

test.each([[[]], [undefined], [null], [CA]])('fails without certificates (%#)', certificates => {
  expect(refusalOf(() => new RegistryCa(fluxChart(), 'Ca', { certificates: certificates as any })))
    .toBe('FOC033 [delivery/Ca] a Secret without a CA changes nothing; use `certificates: [Pem.file("ca.crt")]`');
});

test('fails with anything but a Pem', () => {
  expect(refusalOf(() => new RegistryCa(fluxChart(), 'Ca', { certificates: [Pem.text(CA), CA as any] })))
    .toBe('FOC041 [delivery/Ca] `certificates[1]` must be a Pem; got string; use `certificates: [Pem.file("ca.crt")]`');
});
