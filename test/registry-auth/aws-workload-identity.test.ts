import { AwsWorkloadIdentity, RegistryProvider } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart, warningsOf } from '../support/render';

test('renders a ServiceAccount with the role', () => {
  const chart = fluxChart();
  const identity = new AwsWorkloadIdentity(chart, 'AWSPuller', { roleArn: 'arn:aws:iam::012345678901:role/flux/puller' });
  expect(acceptedDocument(chart, 'ServiceAccount')).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'aws-puller', namespace: 'flux-system', annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::012345678901:role/flux/puller' } },
    automountServiceAccountToken: false,
  });
  expect([identity.provider, identity.serviceAccount.name]).toEqual([RegistryProvider.AWS, 'aws-puller']);
  expect(warningsOf(chart)).toEqual([]);
});

test.each(['arn:aws-cn:iam::012345678901:role/puller', 'arn:aws-us-gov:iam::012345678901:role/puller'])('takes the partition of %s', roleArn => {
  const chart = fluxChart();
  new AwsWorkloadIdentity(chart, 'puller', { roleArn });
  expect(acceptedDocument(chart, 'ServiceAccount').metadata.annotations).toEqual({ 'eks.amazonaws.com/role-arn': roleArn });
});

test.each([
  ['', '""'],
  ['puller', '"puller"'],
  ['arn:aws:iam::012345678901:user/puller', '"arn:aws:iam::012345678901:user/puller"'],
  ['arn:aws:iam::012345678901:role/', '"arn:aws:iam::012345678901:role/"'],
  ['arn:aws:iam::acme:role/puller', '"arn:aws:iam::acme:role/puller"'],
  ['arn:aws:sts::012345678901:assumed-role/puller/x', '"arn:aws:sts::012345678901:assumed-role/puller/x"'],
  [' arn:aws:iam::012345678901:role/puller', '" arn:aws:iam::012345678901:role/puller"'],
  [undefined, 'undefined'],
  [null, 'null'],
])('fails with the role %p', (roleArn, got) => {
  expect(refusalOf(() => new AwsWorkloadIdentity(fluxChart(), 'puller', { roleArn: roleArn as any })))
    .toBe(`FOC031 [delivery/puller] \`roleArn\` is malformed; got ${got}; use "arn:aws:iam::123456789012:role/flux-puller"`);
});
