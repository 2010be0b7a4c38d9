import { OidcIdentity, type GithubActionsIdentity } from '../../src';
import { textOf } from '../oci/arbitraries';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';

const GITHUB = 'https://token.actions.githubusercontent.com';

/** Whether Flux would accept a certificate with this subject alternative name; Go and JavaScript agree about what is rendered. */
function accepts(identity: OidcIdentity, san: string, issuer = GITHUB): boolean {
  const spec = identity._toSpec();
  return new RegExp(spec.issuer).test(issuer) && new RegExp(spec.subject).test(san);
}

/** What differs from a text in one place, or has more at an end. */
function lookAlikesOf(text: string): string[] {
  const dots = [...text.matchAll(/\./g)].map(({ index }) => `${text.slice(0, index)}x${text.slice(index + 1)}`);
  return [`x${text}`, `${text}x`, ` ${text}`, `${text}\n`, `${text}-evil`, `${text}/evil`, text.slice(1), text.slice(0, -1), text.toUpperCase(), `${text}${text}`, ...dots]
    .filter(other => other !== text);
}

const owners = fc.tuple(textOf('aZ09', 1, 1), textOf('aZ09-_', 0, 6)).map(parts => parts.join(''));
const repositories = fc.tuple(owners, textOf('aZ0._-', 1, 8).filter(name => !/^\.{1,2}$/.test(name))).map(parts => parts.join('/'));
const workflows = fc.tuple(textOf('aZ0._-+()$!,=', 1, 8), fc.constantFrom('.yml', '.yaml')).map(parts => parts.join(''));
const refs = fc.tuple(textOf('aZ0_+($', 1, 1), textOf('aZ0._-+()$!@,=', 0, 10), textOf('aZ09', 1, 3), fc.constantFrom('', '/x')).map(parts => parts.join(''))
  .filter(name => !name.includes('..'));

function subject(repository: string, workflow: string, ref: string): string {
  return `https://github.com/${repository}/.github/workflows/${workflow}@${ref}`;
}

describe('a GitHub Actions workflow', () => {
  const cases: [string, GithubActionsIdentity, string][] = [
    ['of a repository', { repository: 'acme/app' }, '^https://github\\.com/acme/app/\\.github/workflows/[^/@]+@refs/(?:heads|tags)/.+$'],
    ['by its file', { repository: 'acme/app', workflow: 'release.yml' }, '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(?:heads|tags)/.+$'],
    ['on a branch', { repository: 'acme/app', branch: 'main' }, '^https://github\\.com/acme/app/\\.github/workflows/[^/@]+@refs/heads/main$'],
    ['for a tag', { repository: 'acme/app', tag: 'v1.2.3' }, '^https://github\\.com/acme/app/\\.github/workflows/[^/@]+@refs/tags/v1\\.2\\.3$'],
  ];

  test.each(cases)('%s renders escaped and anchored expressions', (_, identity, expected) => {
    expect(OidcIdentity.githubActions(identity)._toSpec()).toEqual({ issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject: expected });
  });

  test('of a repository is accepted from every workflow, branch and tag of it', () => {
    const identity = OidcIdentity.githubActions({ repository: 'acme/app' });
    for (const [workflow, ref] of [['ci.yml', 'refs/heads/main'], ['release.yaml', 'refs/tags/v1.2.3'], ['x', 'refs/heads/a@b/c'], ['ci.yml', 'refs/heads/ü']]) {
      expect([workflow, ref, accepts(identity, subject('acme/app', workflow, ref))]).toEqual([workflow, ref, true]);
    }
  });

  test.each([
    ['a pull request', subject('acme/app', 'ci.yml', 'refs/pull/1/merge')],
    ['a commit', subject('acme/app', 'ci.yml', '0123456789012345678901234567890123456789')],
    ['no branch', subject('acme/app', 'ci.yml', 'refs/heads/')],
    ['another repository', subject('acme/app-evil', 'ci.yml', 'refs/heads/main')],
    ['another owner', subject('mallory/app', 'ci.yml', 'refs/heads/main')],
    ['a repository in whose name the URL stands', `https://github.com/mallory/https:/${subject('acme/app', 'ci.yml', 'refs/heads/main').slice('https://'.length)}`],
    ['another forge', subject('acme/app', 'ci.yml', 'refs/heads/main').replace('github.com', 'github.com.evil.example')],
    ['a folder of workflows', subject('acme/app', 'evil/ci.yml', 'refs/heads/main')],
    ['a workflow elsewhere', 'https://github.com/acme/app/evil/.github/workflows/ci.yml@refs/heads/main'],
    ['a dot that is none', subject('acme/app', 'ci.yml', 'refs/heads/main').replace('.github/', 'xgithub/')],
    ['an e-mail', 'ci@acme.com'],
    ['nothing', ''],
  ])('of a repository is not accepted from %s', (_, other) => {
    expect(accepts(OidcIdentity.githubActions({ repository: 'acme/app' }), other)).toBe(false);
  });

  test.each([...lookAlikesOf(GITHUB), 'https://accounts.google.com', ''])('is not accepted from the issuer %p', issuer => {
    expect(accepts(OidcIdentity.githubActions({ repository: 'acme/app' }), subject('acme/app', 'ci.yml', 'refs/heads/main'), issuer)).toBe(false);
  });

  test('told in full is exactly this one, whatever its names', () => {
    fc.assert(fc.property(repositories, workflows, refs, fc.boolean(), (repository, workflow, name, isTag) => {
      const identity = OidcIdentity.githubActions({ repository, workflow, ...isTag ? { tag: name } : { branch: name } });
      const right = subject(repository, workflow, `refs/${isTag ? 'tags' : 'heads'}/${name}`);
      const wrong = subject(repository, workflow, `refs/${isTag ? 'heads' : 'tags'}/${name}`);
      return accepts(identity, right) && [...lookAlikesOf(right), wrong].every(other => !accepts(identity, other));
    }));
  });

  test('of a repository is never one of another, whatever their names', () => {
    fc.assert(fc.property(repositories, repositories, workflows, (one, other, workflow) => {
      const identity = OidcIdentity.githubActions({ repository: one });
      return [other, ...lookAlikesOf(one)].every(repository => accepts(identity, subject(repository, workflow, 'refs/heads/main')) === (repository === one));
    }));
  });

  test.each(['acme/app', 'Acme-Corp/My.App', 'mona_acme/app', 'a/b', 'acme-/app', 'acme/.github', 'acme/a--b__c'])('may be of the repository %s', repository => {
    expect(accepts(OidcIdentity.githubActions({ repository }), subject(repository, 'ci.yml', 'refs/heads/main'))).toBe(true);
  });

  test.each([
    ['', '""'], ['app', '"app"'], ['acme/', '"acme/"'], ['/app', '"/app"'], ['acme/app/x', '"acme/app/x"'], ['https://github.com/acme/app', '"https://github.com/acme/app"'],
    ['github.com/acme/app', '"github.com/acme/app"'], ['acme/app.*\n', '"acme/app.*\\n"'], ['acme/.*', '"acme/.*"'], ['acme/*', '"acme/*"'], ['.*/app', '".*/app"'],
    ['acme/a b', '"acme/a b"'], ['acme/.', '"acme/."'], ['acme/..', '"acme/.."'], ['acme/app.git', '"acme/app.git"'], ['-acme/app', '"-acme/app"'], ['acme.corp/app', '"acme.corp/app"'],
    ['acme%2Fapp', '"acme%2Fapp"'], ['\u0430cme/app', '"\\u0430cme/app"'], ['acme/app\u200b', '"acme/app\\u200b"'], [`${'a'.repeat(40)}/app`, `"${'a'.repeat(40)}/app"`], [undefined, 'undefined'], [null, 'null'], [['acme/app'], 'acme/app'],
  ])('fails with the repository %p', (repository, got) => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: repository as any }))).toBe(`FOC045 \`repository\` is malformed; got ${got}; use "owner/repository"`);
  });

  test.each([['', '""'], ['release', '"release"'], ['.github/workflows/release.yml', '".github/workflows/release.yml"'], ['a b.yml', '"a b.yml"'], ['a@b.yml', '"a@b.yml"'], ['*.yml', '"*.yml"'],
    ['[^/]+.yml', '"[^/]+.yml"'], ['release%2Eyml', '"release%2Eyml"'], ['r\u0435lease.yml', '"r\\u0435lease.yml"'],
    ['release.yml\n', '"release.yml\\n"'], [null, 'null']])('fails with the workflow %p', (workflow, got) => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', workflow: workflow as any })))
      .toBe(`FOC045 \`workflow\` is malformed; got ${got}; use the file name, such as "release.yml"`);
  });

  test.each(['branch', 'tag'].flatMap(field => [['', '""'], ['refs/heads/main', '"refs/heads/main"'], ['a b', '"a b"'], ['release/*', '"release/*"'], ['.*', '".*"'], ['a..b', '"a..b"'],
    ['a/', '"a/"'], ['/a', '"/a"'], ['a//b', '"a//b"'], ['a/.b', '"a/.b"'], ['a.lock', '"a.lock"'], ['a.lock/b', '"a.lock/b"'], ['a.', '"a."'], ['-a', '"-a"'], ['@', '"@"'], ['a:b', '"a:b"'], ['a%2Fb', '"a%2Fb"'],
    ['ü', '"\\u00fc"'], [null, 'null']].map(([value, got]) => [field, value, got])))(
    'fails with the %s %p', (field, value, got) => {
      expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', [field!]: value })))
        .toBe(`FOC045 \`${field}\` is malformed; got ${got}; use the short name, such as "main" or "v1.2.3"`);
    });

  test('fails with a branch and a tag', () => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', branch: 'main', tag: 'v1' })))
      .toBe('FOC045 `branch` and `tag` exclude each other: a workflow runs for one of them; use one, or none for any branch or tag');
  });
});

describe('an exact identity', () => {
  test('renders escaped and anchored expressions', () => {
    expect(OidcIdentity.exact({ issuer: 'https://accounts.google.com', subject: 'builder@acme-prod.iam.gserviceaccount.com' })._toSpec())
      .toEqual({ issuer: '^https://accounts\\.google\\.com$', subject: '^builder@acme-prod\\.iam\\.gserviceaccount\\.com$' });
  });

  test('accepts this subject of this issuer alone, whatever they are', () => {
    const paths = fc.tuple(textOf('aZ09.-', 1, 8), fc.constantFrom('', '/', '/a.b/c', '/_+=~&,;:@-'), textOf('aZ09', 0, 3)).map(parts => parts.join(''));
    const names = fc.tuple(textOf('aZ09(|{', 0, 3), textOf('aZ09', 1, 1), textOf('aZ09.-_/?=+()[]{}|$^@:%!#&~"\'<>`,;', 0, 12), textOf('aZ09)|}', 0, 2)).map(parts => parts.join(''));
    fc.assert(fc.property(paths, names.filter(name => !name.endsWith('$')), fc.string(), (path, name, other) => {
      const issuer = `https://${path}`;
      const identity = OidcIdentity.exact({ issuer, subject: name });
      return accepts(identity, name, issuer)
        && [other, ...lookAlikesOf(name)].every(text => accepts(identity, text, issuer) === (text === name))
        && lookAlikesOf(issuer).every(text => !accepts(identity, name, text));
    }));
  });

  test.each([
    ['', '""'], ['accounts.google.com', '"accounts.google.com"'], ['http://accounts.google.com', '"http://accounts.google.com"'], ['https://', '"https://"'],
    ['https://a b', '"https://a b"'], ['.*', '".*"'], [undefined, 'undefined'], [null, 'null'],
    ['https://*.acme.com', '"https://*.acme.com"'], ['^https://acme\\.com$', '"^https://acme\\\\.com$"'], ['https://acme.com/.*', '"https://acme.com/.*"'],
    ['https://me@acme.com', '"https://me@acme.com"'], ['https://acme.com?x', '"https://acme.com?x"'], ['https://\u0430cme.com', '"https://\\u0430cme.com"'], ['https://acme.com\n', '"https://acme.com\\n"'],
  ])('fails with the issuer %p', (issuer, got) => {
    expect(refusalOf(() => OidcIdentity.exact({ issuer: issuer as any, subject: 'me@acme.com' })))
      .toBe(`FOC045 \`issuer\` is malformed; got ${got}; use the issuer's URL, such as "https://accounts.google.com"`);
  });

  test.each([['', '""'], [' \n', '" \\n"'], ['a b', '"a b"'], ['.*', '".*"'], ['https://github.com/acme/*', '"https://github.com/acme/*"'], ['^me@acme.com$', '"^me@acme.com$"'],
    ['me@acme.com$', '"me@acme.com$"'], ['me@acme\\.com', '"me@acme\\\\.com"'], ['m\u0435@acme.com', '"m\\u0435@acme.com"'], ['me@acme.com\n', '"me@acme.com\\n"'], [undefined, 'undefined'], [null, 'null']])('fails with the subject %p', (name, got) => {
    expect(refusalOf(() => OidcIdentity.exact({ issuer: 'https://accounts.google.com', subject: name as any })))
      .toBe(`FOC045 \`subject\` is malformed; got ${got}; use the subject of the certificate, such as "builder@acme.iam.gserviceaccount.com"`);
  });
});
