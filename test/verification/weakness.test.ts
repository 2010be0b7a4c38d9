import { weaknessOf } from '../../src/verification/weakness';

const ISSUER = '^https://token\\.actions\\.githubusercontent\\.com$';
const SUBJECT = '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(?:heads|tags)/.+$';
const KEYLESS = { provider: 'cosign', matchOIDCIdentity: [{ issuer: ISSUER, subject: SUBJECT }] };
const ROOTED = { ...KEYLESS, trustedRootSecretRef: { name: 'root' } };
const KEYS = { provider: 'cosign', secretRef: { name: 'keys' } };
const NOTATION = { provider: 'notation', secretRef: { name: 'trust' } };

function subject(pattern: unknown): object {
  return { ...KEYLESS, matchOIDCIdentity: [{ issuer: ISSUER, subject: pattern }] };
}

test.each<[string, object, object]>([
  ['as before', KEYLESS, KEYLESS],
  ['another branch', subject('^https://gitlab\\.com/acme/shop//\\.gitlab-ci\\.yml@refs/heads/hotfix$'), KEYLESS],
  ['alternatives in a group', subject('^(?:a@acme\\.com|b@acme\\.com)$'), KEYLESS],
  ['a bar that is one', subject('^a\\|b[|]$'), KEYLESS],
  ['two identities', { ...KEYLESS, matchOIDCIdentity: [...KEYLESS.matchOIDCIdentity, { issuer: ISSUER, subject: '^a$' }] }, KEYLESS],
  ['a root of one\'s own', ROOTED, KEYLESS],
  ['without word of the provider, which is cosign', { matchOIDCIdentity: KEYLESS.matchOIDCIdentity }, KEYLESS],
  ['keys', KEYS, KEYLESS],
  ['other keys', { ...KEYS, secretRef: { name: 'others' } }, KEYS],
  ['notation', NOTATION, KEYLESS],
  ['all repositories of an owner', subject('^https://github\\.com/acme/[^/]+/\\.github/workflows/[^/@]+@refs/(heads|tags)/.+$'), KEYLESS],
  ['all addresses of a domain', subject('^.+@acme\\.com$'), KEYLESS],
  ['whoever the cluster calls so', subject('^https://kubernetes\\.io/namespaces/[a-z]+/serviceaccounts/builder$'), KEYLESS],
  ['dots for dots that no signer has otherwise', subject('^https://github\\.com/acme/app/.github/workflows/release\\.yml@refs/heads/main$'), KEYLESS],
  ['more than one text could tell', subject('^[a-c]{3}(?:x(?:y|z))+$'), KEYLESS],
  ['a pattern that is none, for which Flux accepts nobody', subject('^(?!a)$'), KEYLESS],
])('%s still demands a known signer', (_, verify, unpatched) => {
  expect(weaknessOf(verify, unpatched)).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, '`verify` is gone'],
  ['null', null, '`verify` is gone'],
  ['no identity', { provider: 'cosign' }, 'it names no identity that must have signed'],
  ['an empty list', { provider: 'cosign', matchOIDCIdentity: [] }, 'it names no identity that must have signed'],
  ['an empty Secret', { provider: 'cosign', secretRef: {} }, 'it names no identity that must have signed'],
  ['a key beside the identity', { ...KEYLESS, secretRef: { name: 'keys' } }, 'with a `secretRef` beside it, Flux ignores `matchOIDCIdentity`'],
  ['notation without policy', { ...KEYLESS, provider: 'notation' }, 'it names no trust policy'],
  ['an issuer alone', { ...KEYLESS, matchOIDCIdentity: [{ issuer: ISSUER }] }, 'an identity has no subject'],
  ['an identity that is null', { ...KEYLESS, matchOIDCIdentity: [null] }, 'an identity has no issuer'],
  ['a subject alone', { ...KEYLESS, matchOIDCIdentity: [{ subject: SUBJECT }] }, 'an identity has no issuer'],
  ['any issuer', { ...KEYLESS, matchOIDCIdentity: [{ issuer: '^https://.+$', subject: SUBJECT }] }, 'the issuer "^https://.+$" accepts anybody'],
  ['a second identity for all', { ...KEYLESS, matchOIDCIdentity: [...KEYLESS.matchOIDCIdentity, { issuer: '^.*$', subject: '^.*$' }] }, 'the issuer "^.*$" accepts anybody'],
])('%s does not', (_, verify, reason) => {
  expect(weaknessOf(verify, KEYLESS)).toBe(reason);
});

test.each(['github.com/acme/app', '^github.com/acme/app', 'github.com/acme/app$', '^a|b$', '^a|^b$', '^a\\$', '(?m)^a$', '^(?im)a$', '^(a)|(b)$', ''])('a subject that also matches longer texts does not: %j', pattern => {
  expect(weaknessOf(subject(pattern), KEYLESS)).toBe(`the subject ${JSON.stringify(pattern)} also matches longer texts; it needs ^ before it and $ behind it`);
});

test.each(['^.*$', '^https://.+$', '^https://github\\.com/.+$', '^.+@.+$', '^https://(?:github|gitlab)\\.com/[^/]+/.+$'])('a subject that accepts strangers does not: %s', pattern => {
  expect(weaknessOf(subject(pattern), KEYLESS)).toBe(`the subject ${JSON.stringify(pattern)} accepts anybody`);
});

test.each([
  ['^https://github.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$', 'https://githubxcom/acme/app/.github/workflows/release.yml@refs/heads/main'],
  ['^https://github\\.com/[a-z]{1,9}/app/\\.github/workflows/release\\.yml@refs/heads/main$', undefined],
  ['^https://github\\.com/[a-z]+/app/\\.github/workflows/release\\.yml@refs/(heads|tags)/.+$', 'https://github.com/y/app/.github/workflows/release.yml@refs/heads/x'],
  ['^(?:ci|cd)@[a-z.]+$', 'ci@x.evil.example'],
  ['^ci@acme.com$', 'ci@acmexcom'],
  ['^.*ci@acme\\.com$', undefined],
])('a subject %s that accepts look-alikes does not, as far as it says one text: %s', (pattern, stranger) => {
  expect(weaknessOf(subject(pattern), KEYLESS)).toBe(stranger && `the subject ${JSON.stringify(pattern)} also accepts ${JSON.stringify(stranger)}`);
});

test.each([
  ['^https://token.actions.githubusercontent.com$', 'https://tokenxactions.githubusercontent.com'],
  ['^https://token\\.actions\\.githubusercontent\\.com.*$', 'https://token.actions.githubusercontent.comx.evil.example'],
  ['^https://oidc\\.eks\\..+\\.amazonaws\\.com/id/ABC$', 'https://oidc.eks.y.amazonaws.com/id/ABC'],
])('an issuer that accepts look-alikes does not: %s', (issuer, stranger) => {
  expect(weaknessOf({ ...KEYLESS, matchOIDCIdentity: [{ issuer, subject: SUBJECT }] }, KEYLESS)).toBe(`the issuer ${JSON.stringify(issuer)} also accepts ${JSON.stringify(stranger)}`);
});

test('a trusted root that is gone does not', () => {
  expect(weaknessOf(KEYLESS, ROOTED)).toBe('`trustedRootSecretRef` is gone');
});
