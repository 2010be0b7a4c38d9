import { OidcIdentity, Verification } from '../../src';
import { finder } from '../../src/verification/anchored';
import { refusalOf } from '../support/refusal';

const GITHUB = '^https://token\\.actions\\.githubusercontent\\.com$';

function accepts(identity: OidcIdentity, issuer: string, subject: string): boolean {
  const spec = identity._toSpec();
  return finder(spec.issuer)(issuer) && finder(spec.subject)(subject);
}

describe('a GitHub Actions workflow', () => {
  test('with anyRef is accepted for pull requests and calls by commit too, but from nobody else', () => {
    const identity = OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', anyRef: true });
    expect(identity._toSpec()).toEqual({ issuer: GITHUB, subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@(?:refs/.+|[0-9a-f]{40})$' });
    const issuer = 'https://token.actions.githubusercontent.com';
    const judged = ['refs/heads/main', 'refs/tags/v1', 'refs/pull/7/merge', 'a'.repeat(40), 'refs/', 'a'.repeat(39), `${'a'.repeat(40)}0`, 'main']
      .map(ref => [ref, accepts(identity, issuer, `https://github.com/acme/app/.github/workflows/release.yml@${ref}`)]);
    expect(judged.filter(([, isAccepted]) => isAccepted).map(([ref]) => ref)).toEqual(['refs/heads/main', 'refs/tags/v1', 'refs/pull/7/merge', 'a'.repeat(40)]);
  });

  test('with anyRef: false is as without', () => {
    expect(OidcIdentity.githubActions({ repository: 'acme/app', anyRef: false })._toSpec()).toEqual(OidcIdentity.githubActions({ repository: 'acme/app' })._toSpec());
  });

  test.each([['branch', 'main'], ['tag', 'v1']])('fails with anyRef and a %s', (field, value) => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', anyRef: true, [field]: value })))
      .toBe(`FOC045 \`anyRef\` means every ref, so \`branch\` and \`tag\` say nothing beside it; got "${value}"; use one of them`);
  });

  test.each([
    ['github.com', 'https://token\\.actions\\.githubusercontent\\.com'],
    ['acme.ghe.com', 'https://token\\.actions\\.acme\\.ghe\\.com'],
    ['git.acme.example', 'https://git\\.acme\\.example/_services/token'],
    ['a.b.ghe.com', 'https://a\\.b\\.ghe\\.com/_services/token'],
    ['acme-ghe.com', 'https://acme-ghe\\.com/_services/token'],
  ])('of %s is vouched for by %s', (host, issuer) => {
    expect(OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', tag: 'v1', host })._toSpec()).toEqual({
      issuer: `^${issuer}$`,
      subject: `^https://${host.replace(/\./g, '\\.')}/acme/app/\\.github/workflows/release\\.yml@refs/tags/v1$`,
    });
  });

  test('may have the issuer of an enterprise', () => {
    const issuer = 'https://token.actions.githubusercontent.com/acme';
    expect(OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main', issuer })._toSpec()).toEqual({
      issuer: '^https://token\\.actions\\.githubusercontent\\.com/acme$',
      subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$',
    });
  });

  test.each([
    ['', '""'], ['github', '"github"'], ['https://github.com', '"https://github.com"'], ['github.com/', '"github.com/"'], ['github.com:443', '"github.com:443"'],
    ['GitHub.com', '"GitHub.com"'], ['*.ghe.com', '"*.ghe.com"'], ['.ghe.com', '".ghe.com"'], ['g\u0456thub.com', '"g\\u0456thub.com"'], ['git hub.com', '"git hub.com"'], [null, 'null'],
  ])('fails with the host %p', (host, got) => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', host: host as any })))
      .toBe(`FOC045 \`host\` is malformed; got ${got}; use the host name alone, such as "acme.ghe.com"`);
  });

  test('fails with an issuer that is none', () => {
    expect(refusalOf(() => OidcIdentity.githubActions({ repository: 'acme/app', issuer: 'acme' })))
      .toBe('FOC045 `issuer` is malformed; got "acme"; use the issuer\'s URL, such as "https://accounts.google.com"');
  });
});

describe('a pipeline of GitLab', () => {
  test.each([
    ['of a project', { project: 'acme/app' }, 'https://gitlab\\.com/acme/app//\\.gitlab-ci\\.yml@refs/(?:heads|tags)/.+'],
    ['on a branch', { project: 'acme/team/app', branch: 'main' }, 'https://gitlab\\.com/acme/team/app//\\.gitlab-ci\\.yml@refs/heads/main'],
    ['for a tag', { project: 'acme/app', tag: 'v1.0' }, 'https://gitlab\\.com/acme/app//\\.gitlab-ci\\.yml@refs/tags/v1\\.0'],
    ['with another configuration', { project: 'acme/app', config: 'ci/release.yaml', tag: 'v1' }, 'https://gitlab\\.com/acme/app//ci/release\\.yaml@refs/tags/v1'],
  ])('%s renders escaped and anchored expressions', (_, identity, subject) => {
    expect(OidcIdentity.gitlabCi(identity)._toSpec()).toEqual({ issuer: '^https://gitlab\\.com$', subject: `^${subject}$` });
  });

  test('of a server of one\'s own has its issuer', () => {
    expect(OidcIdentity.gitlabCi({ project: 'acme/app', branch: 'main', host: 'git.acme.example' })._toSpec()).toEqual({
      issuer: '^https://git\\.acme\\.example$',
      subject: '^https://git\\.acme\\.example/acme/app//\\.gitlab-ci\\.yml@refs/heads/main$',
    });
  });

  test.each(['A-b.c_d/E', '_acme/app', 'a/b/c/d/e', 'acme/my.git.app'])('may be of the project %s', project => {
    expect(accepts(OidcIdentity.gitlabCi({ project }), 'https://gitlab.com', `https://gitlab.com/${project}//.gitlab-ci.yml@refs/heads/main`)).toBe(true);
  });

  test.each([
    ['', '""'], ['app', '"app"'], ['acme/', '"acme/"'], ['/acme/app', '"/acme/app"'], ['acme//app', '"acme//app"'], ['acme/*', '"acme/*"'], ['acme/.+', '"acme/.+"'],
    ['acme/app.git', '"acme/app.git"'], ['acme/app.', '"acme/app."'], ['acme/app.atom/x', '"acme/app.atom/x"'], ['-acme/app', '"-acme/app"'], ['acme/a b', '"acme/a b"'],
    ['acme/\u0430pp', '"acme/\\u0430pp"'], ['gitlab.com/acme%2Fapp', '"gitlab.com/acme%2Fapp"'], [undefined, 'undefined'],
  ])('fails with the project %p', (project, got) => {
    expect(refusalOf(() => OidcIdentity.gitlabCi({ project: project as any })))
      .toBe(`FOC045 \`project\` is malformed; got ${got}; use "group/project" or "group/subgroup/project"`);
  });

  test.each(['', '/.gitlab-ci.yml', './ci.yml', 'ci/../x.yml', 'ci//x.yml', 'ci.json', '*.yml', 'a b.yml', 'ci.yml@acme/shared', 'https://acme.example/ci.yml'])('fails with the configuration %j', config => {
    expect(refusalOf(() => OidcIdentity.gitlabCi({ project: 'acme/app', config })))
      .toBe(`FOC045 \`config\` is malformed; got ${JSON.stringify(config)}; use the path in the project, such as "ci/release.yml"`);
  });

  test('fails with a host that is a URL', () => {
    expect(refusalOf(() => OidcIdentity.gitlabCi({ project: 'acme/app', host: 'https://gitlab.com' })))
      .toBe('FOC045 `host` is malformed; got "https://gitlab.com"; use the host name alone, such as "gitlab.acme.example"');
  });

  test('fails with a branch and a tag', () => {
    expect(refusalOf(() => OidcIdentity.gitlabCi({ project: 'acme/app', branch: 'main', tag: 'v1' })))
      .toBe('FOC045 `branch` and `tag` exclude each other: a workflow runs for one of them; use one, or none for any branch or tag');
  });
});

describe('a Google service account', () => {
  test.each(['builder@acme.iam.gserviceaccount.com', 'builder@app.acme.com.iam.gserviceaccount.com', '123-compute@developer.gserviceaccount.com', '123@cloudbuild.gserviceaccount.com'])(
    'may be %s', address => {
      expect(OidcIdentity.googleServiceAccount(address)._toSpec()).toEqual({ issuer: '^https://accounts\\.google\\.com$', subject: `^${address.replace(/\./g, '\\.')}$` });
    });

  test.each([
    ['', '""'], ['builder', '"builder"'], ['me@acme.com', '"me@acme.com"'], ['*@acme.iam.gserviceaccount.com', '"*@acme.iam.gserviceaccount.com"'],
    ['builder@acme.iam.gserviceaccount.com.evil.example', '"builder@acme.iam.gserviceaccount.com.evil.example"'], ['builder@gserviceaccount.com', '"builder@gserviceaccount.com"'],
    ['builder@acme.iam.gserviceaccountxcom', '"builder@acme.iam.gserviceaccountxcom"'], ['Builder@acme.iam.gserviceaccount.com', '"Builder@acme.iam.gserviceaccount.com"'],
    ['builder@\u0430cme.iam.gserviceaccount.com', '"builder@\\u0430cme.iam.gserviceaccount.com"'], [undefined, 'undefined'],
  ])('fails with %p', (address, got) => {
    expect(refusalOf(() => OidcIdentity.googleServiceAccount(address as any)))
      .toBe(`FOC045 \`address\` is malformed; got ${got}; use the service account's, such as "builder@acme.iam.gserviceaccount.com"`);
  });
});

describe('a ServiceAccount of Kubernetes', () => {
  const cluster = { issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD', namespace: 'ci', name: 'image.builder' };

  test('is told by its cluster, namespace and name', () => {
    expect(OidcIdentity.kubernetesServiceAccount(cluster)._toSpec()).toEqual({
      issuer: '^https://oidc\\.eks\\.eu-west-1\\.amazonaws\\.com/id/0123ABCD$',
      subject: '^https://kubernetes\\.io/namespaces/ci/serviceaccounts/image\\.builder$',
    });
  });

  test.each([
    ['namespace', '', 'the name of the namespace, such as "ci"'], ['namespace', 'a.b', 'the name of the namespace, such as "ci"'], ['namespace', '*', 'the name of the namespace, such as "ci"'],
    ['name', 'a/b', 'the name of the ServiceAccount, such as "builder"'], ['name', 'Builder', 'the name of the ServiceAccount, such as "builder"'],
    ['issuer', 'https://oidc.eks.*.amazonaws.com/id/*', 'the issuer\'s URL, such as "https://accounts.google.com"'],
  ])('fails with the %s %j', (field, value, use) => {
    expect(refusalOf(() => OidcIdentity.kubernetesServiceAccount({ ...cluster, [field]: value }))).toBe(`FOC045 \`${field}\` is malformed; got ${JSON.stringify(value)}; use ${use}`);
  });
});

describe('an e-mail address', () => {
  const issuer = 'https://github.com/login/oauth';

  test('is told with its provider', () => {
    expect(OidcIdentity.email({ address: 'Jane.Doe+sign@acme.co.uk', issuer })._toSpec())
      .toEqual({ issuer: '^https://github\\.com/login/oauth$', subject: '^Jane\\.Doe\\+sign@acme\\.co\\.uk$' });
  });

  test.each(['', 'me', '@acme.com', 'me@', 'me@acme', '*@acme.com', '.*@acme.com', '[a-z]+@acme.com', 'me@*.com', 'me@acme.com ', 'me@a@acme.com', 'a..b@acme.com', 'me%40acme.com', 'Me <me@acme.com>'])(
    'fails with %j', address => {
      expect(refusalOf(() => OidcIdentity.email({ address, issuer })))
        .toBe(`FOC045 \`address\` is malformed; got ${JSON.stringify(address)}; use one e-mail address, such as "release@acme.example"`);
    });

  test('fails with letters that only look like others', () => {
    expect(refusalOf(() => OidcIdentity.email({ address: 'm\u0435@acme.com', issuer })))
      .toBe('FOC045 `address` is malformed; got "m\\u0435@acme.com"; use one e-mail address, such as "release@acme.example"');
  });

  test('fails without a provider', () => {
    expect(refusalOf(() => OidcIdentity.email({ address: 'me@acme.com', issuer: undefined as any })))
      .toBe('FOC045 `issuer` is malformed; got undefined; use the issuer\'s URL, such as "https://accounts.google.com"');
  });
});

describe('any of several identities', () => {
  const [main, v1, gitlab] = [
    OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' }),
    OidcIdentity.githubActions({ repository: 'acme/infra', workflow: 'build.yml', tag: 'v1' }),
    OidcIdentity.gitlabCi({ project: 'acme/app' }),
  ];
  const [MAIN, V1] = ['https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main', 'https://github\\.com/acme/infra/\\.github/workflows/build\\.yml@refs/tags/v1'];

  test('becomes one expression', () => {
    expect(OidcIdentity.anyOf(main, v1)._toSpec()).toEqual({ issuer: GITHUB, subject: `^(?:${MAIN}|${V1})$` });
  });

  test('is each of them and nobody else', () => {
    const spec = OidcIdentity.anyOf(main, OidcIdentity.anyOf(v1, OidcIdentity.githubActions({ repository: 'a/b', anyRef: true })))._toSpec();
    const of = (path: string) => finder(spec.subject)(`https://github.com/${path}`);
    expect(['acme/app/.github/workflows/release.yml@refs/heads/main', 'acme/infra/.github/workflows/build.yml@refs/tags/v1', 'a/b/.github/workflows/x@refs/pull/1/merge'].map(of)).toEqual([true, true, true]);
    expect(['acme/app/.github/workflows/build.yml@refs/tags/v1', 'acme/app/.github/workflows/release.yml@refs/heads/main-evil', 'x/a/b/.github/workflows/x@refs/heads/main'].map(of))
      .toEqual([false, false, false]);
  });

  test('does not carry the flags of one expression into another', () => {
    const accepted = ['main', 'stable'].map(branch => ({ issuer: 'https://gitlab.com', subject: `https://gitlab.com/acme/app//.gitlab-ci.yml@refs/heads/${branch}` }));
    const any = OidcIdentity.regexp({ issuer: '^https://gitlab\\.com$', subject: '^(?i)https://gitlab\\.com/acme/app//\\.gitlab-ci\\.yml@refs/heads/.+$', accepts: accepted });
    const spec = OidcIdentity.anyOf(any, OidcIdentity.exact({ issuer: 'https://gitlab.com', subject: 'https://gitlab.com/b' }))._toSpec();
    expect(spec).toEqual({ issuer: '^https://gitlab\\.com$', subject: '^(?:(?:^(?i)https://gitlab\\.com/acme/app//\\.gitlab-ci\\.yml@refs/heads/.+$)|https://gitlab\\.com/b)$' });
    expect(['https://gitlab.com/b', 'https://gitlab.com/B'].map(finder(spec.subject))).toEqual([true, false]);
  });

  test('of one is that one, and two of a kind are one', () => {
    expect(OidcIdentity.anyOf(main)._toSpec()).toEqual(main._toSpec());
    expect(OidcIdentity.anyOf(main, main)._toSpec()).toEqual(main._toSpec());
  });

  test('may be demanded of an artifact', () => {
    expect(Verification.cosignKeyless(OidcIdentity.anyOf(main, v1))).toBeInstanceOf(Verification);
  });

  test('fails with several issuers', () => {
    expect(refusalOf(() => OidcIdentity.anyOf(main, gitlab, v1))).toBe('FOC090 identities of several issuers do not become one: Flux verifies cosign 3 bundles by one only, in '
      + 'which each issuer could vouch for the names of all; got https://token\\.actions\\.githubusercontent\\.com and https://gitlab\\.com; '
      + 'use identities of one issuer, and sign by them alone');
  });

  test.each([[[], 'none'], [[undefined], 'undefined'], [[main, null], 'null'], [[main, 'acme/app'], 'string'], [[[main]], 'Array']])('fails with %p', (identities, got) => {
    expect(refusalOf(() => OidcIdentity.anyOf(...identities as any)))
      .toBe(`FOC040 \`anyOf\` needs identities, or it accepts whoever signs; got ${got}; use OidcIdentity.anyOf(OidcIdentity.githubActions({ … }), …)`);
  });
});
