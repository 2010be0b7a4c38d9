import type { ExactIdentity } from '../../src';
import { neighboursOf, strangersToIssuer, strangersToSubject } from '../../src/verification/neighbours';

const ISSUER = 'https://token.actions.githubusercontent.com';
const subject = (repository: string, file: string, ref: string) => `https://github.com/${repository}/.github/workflows/${file}@${ref}`;
const app = { issuer: ISSUER, subject: subject('acme/app', 'ci.yml', 'refs/heads/main') };

function partsThatDiffer(...subjects: string[]): string[] {
  return [...new Set(neighboursOf(subjects.map(each => ({ issuer: ISSUER, subject: each }))).filter(({ field }) => field === 'subject').map(({ part, kind }) => `${part}: ${kind}`))];
}

test.each([
  ['a workflow of GitHub', app.subject, ['beginning: other', 'host: other', 'owner: other', 'repository: own', 'text between the names: fixed', 'workflow: own', 'ref: own', 'ref: open']],
  ['a pipeline of GitLab', 'https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main', ['beginning: other', 'host: other', 'group: other', 'project: own', 'configuration: own', 'ref: own', 'ref: open']],
  ['a ServiceAccount of Kubernetes', 'https://kubernetes.io/namespaces/ci/serviceaccounts/builder', ['beginning: other', 'text between the names: fixed', 'namespace: own', 'ServiceAccount: own']],
  ['a service account of Google', 'ci@acme.iam.gserviceaccount.com', ['account: own', 'project: other', 'domain: other']],
  ['an e-mail address', 'ci@acme.com', ['local part: own', 'domain: other']],
  ['a URL', 'https://buildkite.com/acme/app', ['beginning: other', 'host: other', 'account: other', 'path: own']],
  ['a workload of SPIFFE', 'spiffe://acme.example/ci/app', ['beginning: other', 'host: other', 'account: other', 'path: own']],
  ['any other text', 'release!acme', ['subject: other']],
])('%s has neighbours for each of its parts', (_, text, parts) => {
  expect(partsThatDiffer(text)).toEqual(parts);
});

test('there are none in what the examples of one signer have already different', () => {
  expect(partsThatDiffer(app.subject, subject('acme/shop', 'cd.yml', 'refs/tags/v1'))).toEqual([
    'beginning: other', 'host: other', 'owner: other', 'text between the names: fixed', 'ref: open',
  ]);
});

test('examples of different signers say nothing about each other', () => {
  expect(partsThatDiffer(app.subject, subject('globex/shop', 'cd.yml', 'refs/tags/v1'))).toEqual(partsThatDiffer(app.subject));
});

test('an example is nobody\'s neighbour', () => {
  const twin = { issuer: ISSUER, subject: subject('acme/app-evil', 'ci.yml', 'refs/heads/main') };
  const names = (...examples: ExactIdentity[]) => neighboursOf(examples).map(({ issuer, subject: text }) => ({ issuer, subject: text }));
  expect(names(app)).toContainEqual(twin);
  expect(names(app, twin)).not.toContainEqual(twin);
  expect(names(app, twin)).not.toContainEqual(app);
});

test('an issuer vouches for the subjects of others', () => {
  const google = { issuer: 'https://accounts.google.com', subject: 'ci@acme.com' };
  expect(neighboursOf([app, google]).filter(({ kind }) => kind === 'mixed')).toEqual([
    { field: 'issuer', part: 'issuer', how: 'of another example', kind: 'mixed', issuer: google.issuer, subject: app.subject },
    { field: 'issuer', part: 'issuer', how: 'of another example', kind: 'mixed', issuer: app.issuer, subject: google.subject },
  ]);
});

test('all neighbours of an address, and how they differ', () => {
  expect(neighboursOf([{ issuer: 'https://a.example', subject: 'ci@acme.com' }]).map(each => [each.subject, each.issuer, each.how])).toEqual([
    ...[
      ['evil-ci@acme.com', 'with more before it'], ['ci-evil@acme.com', 'with more behind it'], ['evil/ci@acme.com', 'with a path before it'], ['dj@acme.com', 'that is another one'],
      ['ci/evil@acme.com', 'with a path behind it'], ['ci@evil-acme.com', 'with more before it'], ['ci@acme.com.evil.example', 'with more behind it'], ['ci@evil.acme.com', 'with a domain before it'],
      ['ci@evil.example/acme.com', 'as the path of another one'], ['ci@acme.com@evil.example', 'as the user of another one'], ['ci@bdnf.com', 'that is another one'], ['ci@acme.dpn', 'that is another one'], ['ci@acmexcom', 'with another sign for a dot'],
    ].map(([text, how]) => [text, 'https://a.example', how]),
    ...[
      ['xhttps://a.example', 'with more before it'], ['https://evil.example/https://a.example', 'with a URL before it'], ['https://evil-a.example', 'with more before it'],
      ['https://a.example.evil.example', 'with more behind it'], ['https://evil.a.example', 'with a domain before it'], ['https://evil.example/a.example', 'as the path of another one'],
      ['https://a.example@evil.example', 'as the user of another one'], ['https://b.example', 'that is another one'], ['https://a.fybnqmf', 'that is another one'], ['https://axexample', 'with another sign for a dot'],
      ['https://a.example/evil', 'with a path behind it'], ['https://a.example-evil', 'with more behind it'],
    ].map(([text, how]) => ['ci@acme.com', text, how]),
  ]);
});

test('what is another one has letters and digits where the original has them, and stays hexadecimal', () => {
  expect(strangersToSubject('spiffe://a/09afgzAFGZ-x')).toContain('spiffe://a/10bahgBAHG-y');
});

test('strangers are those only who have nothing of the signer', () => {
  expect(strangersToSubject('https://kubernetes.io/namespaces/ci/serviceaccounts/builder')).toEqual([
    'xhttps://kubernetes.io/namespaces/ci/serviceaccounts/builder', 'https://evil.example/https://kubernetes.io/namespaces/ci/serviceaccounts/builder',
  ]);
  expect(strangersToIssuer('https://gitlab.com')).toContain('https://gitlabxcom');
  expect(strangersToIssuer('gitlab.com')).toEqual([]);
});
