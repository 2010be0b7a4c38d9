import { AzureWorkloadIdentity, RegistryProvider } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart, warningsOf } from '../support/render';

const clientId = '00000000-1111-2222-3333-444444444444';
const tenantId = '55555555-6666-7777-8888-99999999AAAA';

test('renders a ServiceAccount with the client and its tenant', () => {
  const chart = fluxChart();
  const identity = new AzureWorkloadIdentity(chart, 'Puller', { clientId, tenantId });
  expect(acceptedDocument(chart, 'ServiceAccount')).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: 'puller',
      namespace: 'flux-system',
      annotations: { 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId },
    },
    automountServiceAccountToken: false,
  });
  expect([identity.provider, identity.serviceAccount.name]).toEqual([RegistryProvider.AZURE, 'puller']);
  expect(warningsOf(chart)).toEqual([]);
});

describe.each([['clientId', 'az identity show'], ['tenantId', 'az account show']])('%s', (field, command) => {
  test.each([
    ['', '""'],
    ['acme.onmicrosoft.com', '"acme.onmicrosoft.com"'],
    [clientId.slice(1), `"${clientId.slice(1)}"`],
    [`{${clientId}}`, `"{${clientId}}"`],
    [clientId.replace('4', 'g'), `"${clientId.replace('4', 'g')}"`],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('fails as %p', (value, got) => {
    expect(refusalOf(() => new AzureWorkloadIdentity(fluxChart(), 'puller', { clientId, tenantId, [field]: value })))
      .toBe(`FOC031 [delivery/puller] \`${field}\` is malformed; got ${got}; use the UUID that \`${command}\` prints as ${field}`);
  });
});
