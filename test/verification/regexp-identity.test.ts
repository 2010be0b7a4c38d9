import { OidcIdentity, type ExactIdentity } from '../../src';
import { finder } from '../../src/verification/anchored';
import { refusalOf } from '../support/refusal';

const ISSUER = 'https://token.actions.githubusercontent.com';
const EXACT_ISSUER = '^https://token\\.actions\\.githubusercontent\\.com$';
const workflow = (repository = 'acme/app', ref = 'refs/heads/main', file = 'release.yml') => `https://github.com/${repository}/.github/workflows/${file}@${ref}`;

const github = (...subjects: string[]): ExactIdentity[] => subjects.map(subject => ({ issuer: ISSUER, subject }));
const regexp = (subject: string, accepts: ExactIdentity[], issuer = EXACT_ISSUER) => OidcIdentity.regexp({ issuer, subject, accepts });

describe('an expression', () => {
  test.each<[string, string, string[], string]>([
    ['with anchors is rendered as it is', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$', [workflow('acme/app', 'refs/tags/v1.0'), workflow('acme/app', 'refs/tags/v2.0')],
      '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+$'],
    ['without anchors gets them', 'https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main', [workflow()],
      '^(?:https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main)$'],
    ['whose anchors hold for one alternative each gets them for both', '^https://github\\.com/acme/(app)/\\.github/workflows/release\\.yml@refs/heads/main|https://github\\.com/acme/(shop)/\\.github/workflows/release\\.yml@refs/heads/main$',
      [workflow(), workflow('acme/shop')],
      '^(?:^https://github\\.com/acme/(app)/\\.github/workflows/release\\.yml@refs/heads/main|https://github\\.com/acme/(shop)/\\.github/workflows/release\\.yml@refs/heads/main$)$'],
    ['that quotes gets them around', '\\Qhttps://github.com/acme/app/.github/workflows/release.yml@refs/heads/main\\E', [workflow()],
      '^(?:\\Qhttps://github.com/acme/app/.github/workflows/release.yml@refs/heads/main\\E)$'],
    ['for lines gets them for the text', '(?m)^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$', [workflow()],
      '^(?:(?m)^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$)$'],
  ])('%s', (_, subject, examples, rendered) => {
    const spec = regexp(subject, github(...examples))._toSpec();
    expect(spec).toEqual({ issuer: EXACT_ISSUER, subject: rendered });
    expect(examples.map(finder(spec.subject))).toEqual(examples.map(() => true));
    expect([`x${examples[0]}`, `${examples[0]}\n`, `x\n${examples[0]}\nx`, `${examples[0]}/../evil@x`].map(finder(spec.subject))).toEqual([false, false, false, false]);
  });

  test('may leave open what the examples leave open', () => {
    const of = (pattern: string, ...subjects: string[]) => () => regexp(pattern, github(...subjects));
    const main = 'refs/heads/main';
    expect(of('https://github\\.com/acme/app/\\.github/workflows/[^/@]+@refs/heads/main', workflow(), workflow('acme/app', main, 'ci.yml'))).not.toThrow();
    expect(of('https://gitlab\\.com/acme/.+//\\.gitlab-ci\\.yml@refs/heads/main', ...['app', 'team/shop'].map(project => `https://gitlab.com/acme/${project}//.gitlab-ci.yml@refs/heads/main`))).not.toThrow();
    expect(of('https://github\\.com/acme/[^/]+/\\.github/workflows/release\\.yml@refs/heads/main', workflow(), workflow('acme/shop'))).not.toThrow();
    expect(of('https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/.+', workflow(), workflow('acme/app', 'refs/pull/1/merge'), workflow('acme/app', 'refs/merge-requests/1/head'))).not.toThrow();
    expect(of('https://github\\.com/acme/app/\\.github/workflows/release\\.yml@[0-9a-f]{40}', workflow('acme/app', 'a'.repeat(40)), workflow('acme/app', 'b'.repeat(40)))).not.toThrow();
  });

  test('may name several issuers, each for its own', () => {
    const id = (last: string) => `https://oidc.eks.eu-west-1.amazonaws.com/id/0000000000000000000000000000000${last}`;
    const subject = 'https://kubernetes.io/namespaces/ci/serviceaccounts/builder';
    const issuer = '^https://oidc\\.eks\\.eu-west-1\\.amazonaws\\.com/id/0{31}(?:1|2)$';
    const accepts = ['1', '2'].map(last => ({ issuer: id(last), subject }));
    expect(OidcIdentity.regexp({ issuer, subject: '^https://kubernetes\\.io/namespaces/ci/serviceaccounts/builder$', accepts })._toSpec().issuer).toBe(issuer);
  });
});

describe('fails with an expression that accepts', () => {
  const main = workflow();
  const cases: [string, string, ExactIdentity[], string, string][] = [
    ['the whole owner', '^https://github\\.com/acme/.*', github(main), 'repository with more before it', workflow('acme/evil-app')],
    ['the whole owner, of which there are two repositories', '^https://github\\.com/acme/.*', github(main, workflow('acme/shop')), 'text between the names with another sign for a dot', main.replace('.github', 'xgithub')],
    ['whatever starts as the repository', 'https://github\\.com/acme/app.*', github(main), 'repository with more behind it', workflow('acme/app-evil')],
    ['any text before it', '.*github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main', github(main), 'beginning with more before it', `x${main}`],
    ['another sign for a dot of the host', '^https://github.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$', github(main), 'host with another sign for a dot', main.replace('github.com', 'githubxcom')],
    ['another sign for a dot elsewhere', '^https://github\\.com/acme/app/.github/workflows/release\\.yml@refs/heads/main$', github(main), 'text between the names with another sign for a dot', main.replace('.github', 'xgithub')],
    ['another sign for a dot of the file', '^https://github\\.com/acme/app/\\.github/workflows/release.yml@refs/heads/main$', github(main), 'workflow with another sign for a dot', main.replace('release.yml', 'releasexyml')],
    ['any owner', '^https://github\\.com/[^/]+/app/\\.github/workflows/release\\.yml@refs/heads/main$', github(main), 'owner with more before it', workflow('evil-acme/app')],
    ['any owner of letters', '^https://github\\.com/[a-z]{4}/app/\\.github/workflows/release\\.yml@refs/heads/main$', github(main), 'owner that is another one', workflow('bdnf/app')],
    ['any owner, whatever the examples', '^https://github\\.com/[a-z]+/app/\\.github/workflows/release\\.yml@refs/heads/main$', github(main, workflow('globex/app')), 'owner that is another one', workflow('bdnf/app')],
    ['another branch than its one', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main.*$', github(main), 'ref with more behind it', `${main}-evil`],
    ['a tag of the branch\'s name', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(heads|tags)/main$', github(main), 'ref of the other kind', workflow('acme/app', 'refs/tags/main')],
    ['a branch that ends like it', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@.*refs/heads/main$', github(main), 'ref with another one before it', workflow('acme/app', 'refs/heads/evil@refs/heads/main')],
    ['what is no ref', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@a{3,}.*$', github(workflow('acme/app', 'a'.repeat(40))), 'ref with more behind it', workflow('acme/app', `${'a'.repeat(40)}-evil`)],
    ['any project of the group', '^https://gitlab\\.com/acme/.+//\\.gitlab-ci\\.yml@refs/heads/main$', [{ issuer: ISSUER, subject: 'https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main' }], 'project with more before it', 'https://gitlab.com/acme/evil-app//.gitlab-ci.yml@refs/heads/main'],
    ['any group', '^https://gitlab\\.com/[^/]+/app//\\.gitlab-ci\\.yml@refs/heads/main$', [{ issuer: ISSUER, subject: 'https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/main' }], 'group with more before it', 'https://gitlab.com/evil-acme/app//.gitlab-ci.yml@refs/heads/main'],
    ['any address of the domain', '^.+@acme\\.com$', github('ci@acme.com'), 'local part with more before it', 'evil-ci@acme.com'],
    ['any domain', '^ci@[a-z.]+$', github('ci@acme.com'), 'domain with more behind it', 'ci@acme.com.evil.example'],
    ['any domain with this ending', '^[a-z]+@.*acme\\.com$', github('ci@acme.com', 'cd@acme.com'), 'domain with more before it', 'ci@evil-acme.com'],
    ['any project of Google', '^ci@[a-z]+\\.iam\\.gserviceaccount\\.com$', github('ci@acme.iam.gserviceaccount.com'), 'project that is another one', 'ci@bdnf.iam.gserviceaccount.com'],
    ['any namespace', '^https://kubernetes\\.io/namespaces/.+/serviceaccounts/builder$', github('https://kubernetes.io/namespaces/ci/serviceaccounts/builder'), 'namespace with more before it', 'https://kubernetes.io/namespaces/evil-ci/serviceaccounts/builder'],
    ['any ServiceAccount', '^https://kubernetes\\.io/namespaces/ci/serviceaccounts/.+$', github('https://kubernetes.io/namespaces/ci/serviceaccounts/builder'), 'ServiceAccount with more before it', 'https://kubernetes.io/namespaces/ci/serviceaccounts/evil-builder'],
    ['any pipeline', '^https://buildkite\\.com/acme/.+$', github('https://buildkite.com/acme/app'), 'path with a path behind it', 'https://buildkite.com/acme/app/evil'],
    ['any organization', '^https://buildkite\\.com/[^/]+/(?:app|shop)$', github('https://buildkite.com/acme/app', 'https://buildkite.com/acme/shop'), 'account with more before it', 'https://buildkite.com/evil-acme/app'],
    ['more than its host', '^https://ci\\.example.*$', github('https://ci.example'), 'host with more behind it', 'https://ci.example.evil.example'],
    ['any text with it', '^.*release!acme$', github('release!acme'), 'subject with more before it', 'evil-release!acme'],
  ];

  test.each(cases)('%s', (_, pattern, accepts, who, stranger) => {
    expect(refusalOf(() => regexp(pattern, accepts)))
      .toContain(`FOC091 \`subject\` also accepts somebody else (${who}); got "${stranger}" of "${ISSUER}"; use exactly `);
  });

  test.each([['@refs/.+', 'refs/pull/1/merge', 'a pull request'], ['@(?:refs/(?:heads|tags|merge-requests)/)?.+', 'refs/pull/1/merge', 'a pull request'],
    ['@refs/(?:heads|tags|merge-requests)/.+', 'refs/merge-requests/1/head', 'a merge request'], ['@(?:refs/heads/.+|[0-9a-f]{40})', '5ca1ab1e'.repeat(5), 'a commit, as of a fork']])(
    'whoever opens something, where any branch is meant: %s', (end, ref, who) => {
      expect(refusalOf(() => regexp(`^https://github\\.com/acme/app/\\.github/workflows/release\\.yml${end}$`, github(main, workflow('acme/app', 'refs/heads/next')))))
        .toBe(`FOC091 \`subject\` also accepts somebody else (ref that is ${who}); got "${workflow('acme/app', ref)}" of "${ISSUER}"; `
          + 'use @refs/(?:heads|tags)/ before the names of branches and tags, or one more example with such a ref where it will do');
    });

  test('somebody else, and says what to write', () => {
    expect(refusalOf(() => regexp('https://github\\.com/acme/app.*', github(main)))).toBe(
      `FOC091 \`subject\` also accepts somebody else (repository with more behind it); got "${workflow('acme/app-evil')}" of "${ISSUER}"; `
      + 'use exactly one repository, with \\. for a dot, or one more example with another repository where any will do');
    expect(refusalOf(() => regexp('https://github.com/acme/app.*', github(main)))).toBe(
      `FOC091 \`subject\` also accepts somebody else (host with another sign for a dot); got "${main.replace('github.com', 'githubxcom')}" of "${ISSUER}"; `
      + 'use exactly the host that is meant, with \\. for a dot');
  });

  const exactly = '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$';
  test.each([
    ['https://token.actions.githubusercontent.com', 'host with another sign for a dot', 'https://tokenxactions.githubusercontent.com'],
    ['^https://token\\.actions\\.githubusercontent\\.com(?:/.*)?$', 'path with a path behind it', `${ISSUER}/evil`],
    ['^https://token\\.actions\\.githubusercontent\\.com.*$', 'host with more behind it', `${ISSUER}.evil.example`],
    ['^https://(?:[a-z]+\\.)?token\\.actions\\.githubusercontent\\.com$', 'host with a domain before it', 'https://evil.token.actions.githubusercontent.com'],
    ['.*', 'beginning with more before it', `x${ISSUER}`],
  ])('the issuer %s', (issuer, who, stranger) => {
    expect(refusalOf(() => regexp(exactly, github(main), issuer)))
      .toContain(`FOC091 \`issuer\` also accepts somebody else (${who}); got "${main}" of "${stranger}"; use exactly the `);
  });

  test('any cluster', () => {
    const subject = 'https://kubernetes.io/namespaces/ci/serviceaccounts/builder';
    const accepts = ['1', '2'].map(last => ({ issuer: `https://oidc.eks.eu-west-1.amazonaws.com/id/ABC${last}`, subject }));
    expect(refusalOf(() => regexp('^https://kubernetes\\.io/namespaces/ci/serviceaccounts/builder$', accepts, '^https://oidc\\.eks\\.eu-west-1\\.amazonaws\\.com/id/[A-F0-9]+$')))
      .toBe(`FOC091 \`issuer\` also accepts somebody else (path that is another one); got "${subject}" of "https://oidc.eks.eu-west-1.amazonaws.com/id/BCD2"; `
        + 'use exactly the path that is meant, with \\. for a dot');
  });

  test('the signer of one issuer by another', () => {
    const accepts = [{ issuer: 'https://accounts.google.com', subject: 'jane@acme.com' }, { issuer: 'https://github.com/login/oauth', subject: 'ci@acme.com' }];
    expect(refusalOf(() => regexp('^(?:jane|ci)@acme\\.com$', accepts, '^https://(?:accounts\\.google\\.com|github\\.com/login/oauth)$')))
      .toBe('FOC091 `issuer` also accepts somebody else (issuer of another example); got "jane@acme.com" of "https://github.com/login/oauth"; '
        + 'use a pattern for one issuer, or one more example where the other one vouches for it too');
  });
});

describe('an expression fails', () => {
  test.each([
    ['subject', '^https://github\\.com/acme/app/$', 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'],
    ['subject', '', 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main'],
    ['issuer', 'token', ISSUER],
  ])('where its %s %j does not match the whole example', (field, pattern, example) => {
    const right = { issuer: EXACT_ISSUER, subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$', accepts: github(workflow()) };
    expect(refusalOf(() => OidcIdentity.regexp({ ...right, [field]: pattern })))
      .toBe(`FOC092 \`${field}\` does not match its own example from beginning to end; got "${example}"; use a pattern of the whole text, or the right example`);
  });

  test.each([
    ['^(?=a)b$', 'invalid or unsupported Perl syntax: `(?=`'], ['(a', 'missing closing ): `(a`'], ['a)|(b', 'unexpected ): `a)|(b`'], ['[a', 'missing closing ]: `[a`'],
    ['\\Qa', 'missing closing ): `^(?:\\Qa)$`'], ['a{1001}', 'invalid repeat count: `{1001}`'], ['\\1', 'invalid escape sequence: `\\1`'],
  ])('where Go can\'t read it: %s', (pattern, complaint) => {
    const use = 'use the syntax of RE2, see https://github.com/google/re2/wiki/Syntax';
    expect(refusalOf(() => regexp(pattern, github(workflow())))).toBe(`FOC093 \`subject\` is no regular expression of Go: ${complaint}; got ${JSON.stringify(pattern).replace(/\\\\/g, '\\\\')}; ${use}`);
    expect(refusalOf(() => regexp('a', github(workflow()), pattern))).toBe(`FOC093 \`issuer\` is no regular expression of Go: ${complaint}; got ${JSON.stringify(pattern)}; ${use}`);
  });

  test.each([[undefined, 'undefined'], [null, 'null'], [/a/, '/a/']])('where it is no text: %p', (pattern, got) => {
    expect(refusalOf(() => regexp(pattern as any, github(workflow()))))
      .toBe(`FOC093 \`subject\` is no regular expression of Go: it is not a text; got ${got}; use the syntax of RE2, see https://github.com/google/re2/wiki/Syntax`);
  });

  test.each([[[]], [undefined], [null], ['acme/app']])('without examples: %p', accepts => {
    expect(refusalOf(() => regexp('^a$', accepts as any)))
      .toBe('FOC094 `accepts` has no example, so nobody knows whom the pattern is for; use issuer and subject of at least one signer');
  });

  test('with an example that is a pattern', () => {
    expect(refusalOf(() => regexp('^a$', github('https://github.com/acme/.*'))))
      .toBe('FOC045 `subject` is malformed; got "https://github.com/acme/.*"; use the subject of the certificate, such as "builder@acme.iam.gserviceaccount.com"');
    expect(refusalOf(() => regexp('^a$', [{ issuer: '.*', subject: 'a' }])))
      .toBe('FOC045 `issuer` is malformed; got ".*"; use the issuer\'s URL, such as "https://accounts.google.com"');
  });
});
