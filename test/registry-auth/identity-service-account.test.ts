import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AwsWorkloadIdentity, type AwsWorkloadIdentityProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { documentOf, fluxChart, resourceOf } from '../support/render';

const roleArn = 'arn:aws:iam::012345678901:role/puller';

function metadataOf(props: Partial<AwsWorkloadIdentityProps>, id = 'Puller', chart = fluxChart()): any {
  new AwsWorkloadIdentity(chart, id, { roleArn, ...props });
  return acceptedDocument(chart, 'ServiceAccount').metadata;
}

const annotations = { 'eks.amazonaws.com/role-arn': roleArn };

describe('the name of a ServiceAccount', () => {
  test.each([['AWSPuller', 'aws-puller'], ['my_puller', 'my-puller'], ['My Puller', 'my-puller'], ['puller', 'puller']])('is %s in kebab case', (id, name) => {
    expect(metadataOf({}, id)).toEqual({ name, namespace: 'flux-system', annotations });
  });

  test('is the one given', () => {
    expect(metadataOf({ name: 'ecr' })).toEqual({ name: 'ecr', namespace: 'flux-system', annotations });
    expect(metadataOf({ metadata: { name: 'ecr' } })).toEqual({ name: 'ecr', namespace: 'flux-system', annotations });
  });

  test('depends neither on the path nor on a hash', () => {
    const chart = new Chart(new App(), 'other', { namespace: 'team' });
    new AwsWorkloadIdentity(new Construct(new Construct(chart, 'deep'), 'Inner'), 'Puller', { roleArn });
    expect(acceptedDocument(chart, 'ServiceAccount').metadata).toEqual({ name: 'puller', namespace: 'team', annotations });
  });

  test('fails where it is no DNS name', () => {
    expect(refusalOf(() => metadataOf({ name: 'Puller' }))).toBe('FOC001 [delivery/Puller] the name of a Kubernetes object must be a DNS name of lower-case letters, '
      + 'digits, `-` and `.`; got "Puller"; use `name: "my-app"`, or a construct id that gives one');
  });
});

describe('the metadata of a ServiceAccount', () => {
  test('may have a namespace, labels and annotations of its own', () => {
    expect(metadataOf({ metadata: { namespace: 'team', labels: { team: 'web' }, annotations: { owner: 'web' } } })).toEqual({
      name: 'puller', namespace: 'team', labels: { team: 'web' }, annotations: { owner: 'web', ...annotations },
    });
  });

  test('has the labels of the chart', () => {
    expect(metadataOf({}, 'Puller', fluxChart({ labels: { team: 'web' } }))).toEqual({ name: 'puller', namespace: 'flux-system', labels: { team: 'web' }, annotations });
  });

  test("can't replace what Flux reads", () => {
    expect(metadataOf({ metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::666666666666:role/evil' } } }).annotations).toEqual(annotations);
  });
});

test('the ServiceAccount is reached as the object of the construct', () => {
  const chart = fluxChart();
  const identity = new AwsWorkloadIdentity(chart, 'Puller', { roleArn });
  expect(ApiObject.of(identity).kind).toBe('ServiceAccount');
  ApiObject.of(identity).metadata.addLabel('team', 'web');
  expect(documentOf(chart, 'ServiceAccount').metadata.labels).toEqual({ team: 'web' });
  expect(resourceOf(identity)).toBe(identity.serviceAccount);
});
