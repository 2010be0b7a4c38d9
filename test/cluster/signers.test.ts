import { Secret } from 'cdk8s-plus-28';
import { OciRef, OciRepository, OidcIdentity, SecretRef, Verification } from '../../src';
import { conditionOf } from './support/cluster';
import { sigstore, type KeylessIdentity, type Sigstore } from './support/keyless';
import { configMap } from './support/publish';
import { Scenario } from './support/scenario';

// Every builder of identities against Flux: who has the identity gets through, and who only looks so doesn't, in Flux's own words.

const GITHUB = 'https://token.actions.githubusercontent.com';
const GOOGLE = 'https://accounts.google.com';
const CLUSTER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const workflow = (repository: string, ref: string, file = 'release.yml') => `https://github.com/${repository}/.github/workflows/${file}@${ref}`;
const MAIN = workflow('acme/app', 'refs/heads/main');
const PIPELINE = 'https://gitlab.com/acme/team/app//.gitlab-ci.yml@refs/heads/main';

interface Builder {
  readonly identity: OidcIdentity;
  readonly genuine: readonly KeylessIdentity[];
  /** What only looks like it, and which of the two patterns tells. */
  readonly hostile: readonly (KeylessIdentity & { readonly told?: 'issuer' })[];
}

const by = (issuer: string, ...subjects: string[]): KeylessIdentity[] => subjects.map(subject => ({ issuer, subject }));
const byIssuers = (subject: string, ...issuers: string[]) => issuers.map(issuer => ({ issuer, subject, told: 'issuer' as const }));

const BUILDERS: { readonly [name: string]: Builder } = {
  'githubActions on a branch': {
    identity: OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' }),
    genuine: by(GITHUB, MAIN),
    hostile: [
      ...by(
        GITHUB, workflow('acme/app-evil', 'refs/heads/main'), workflow('evil-acme/app', 'refs/heads/main'), workflow('ACME/app', 'refs/heads/main'),
        workflow('acme/app', 'refs/heads/main', 'test.yml'), workflow('acme/app', 'refs/heads/main-evil'), workflow('acme/app', 'refs/tags/main'),
        MAIN.replace('github.com', 'githubxcom'), MAIN.replace('github.com', 'github.com.evil.example'), `https://evil.example/${MAIN}`, MAIN.replace('acme/app', 'acme%2Fapp'),
      ),
      ...byIssuers(MAIN, `${GITHUB}/evil`, GITHUB.replace('.actions', 'xactions'), 'https://gitlab.com'),
    ],
  },
  'githubActions for a tag': {
    identity: OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', tag: 'v1.2.3' }),
    genuine: by(GITHUB, workflow('acme/app', 'refs/tags/v1.2.3')),
    hostile: by(GITHUB, workflow('acme/app', 'refs/tags/v1x2.3'), workflow('acme/app', 'refs/heads/v1.2.3')),
  },
  'githubActions': {
    identity: OidcIdentity.githubActions({ repository: 'acme/app' }),
    genuine: by(GITHUB, MAIN, workflow('acme/app', 'refs/tags/v1', 'ci.yml')),
    hostile: by(GITHUB, workflow('acme/app', 'refs/pull/7/merge'), workflow('acme/app', '0123456789abcdef0123456789abcdef01234567')),
  },
  'githubActions with anyRef': {
    identity: OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', anyRef: true }),
    genuine: by(GITHUB, MAIN, workflow('acme/app', 'refs/pull/7/merge'), workflow('acme/app', '0123456789abcdef0123456789abcdef01234567')),
    hostile: by(GITHUB, workflow('mallory/app', 'refs/pull/7/merge')),
  },
  'githubActions of a GHE.com tenant': {
    identity: OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main', host: 'acme.ghe.com' }),
    genuine: by('https://token.actions.acme.ghe.com', MAIN.replace('github.com', 'acme.ghe.com')),
    hostile: [...by('https://token.actions.acme.ghe.com', MAIN), ...byIssuers(MAIN.replace('github.com', 'acme.ghe.com'), GITHUB, 'https://token.actions.evil.ghe.com')],
  },
  'gitlabCi': {
    identity: OidcIdentity.gitlabCi({ project: 'acme/team/app', branch: 'main' }),
    genuine: by('https://gitlab.com', PIPELINE),
    hostile: [
      ...by('https://gitlab.com', PIPELINE.replace('team/app', 'team/app/evil'), PIPELINE.replace('acme/', 'acme-evil/'), PIPELINE.replace('//.gitlab', '/.gitlab'), `${PIPELINE}-evil`),
      ...byIssuers(PIPELINE, 'https://gitlab.com.evil.example'),
    ],
  },
  'googleServiceAccount': {
    identity: OidcIdentity.googleServiceAccount('builder@acme.iam.gserviceaccount.com'),
    genuine: by(GOOGLE, 'builder@acme.iam.gserviceaccount.com'),
    hostile: [
      ...by(GOOGLE, 'evil-builder@acme.iam.gserviceaccount.com', 'builder@acme-evil.iam.gserviceaccount.com', 'builder@acmexiam.gserviceaccount.com'),
      ...byIssuers('builder@acme.iam.gserviceaccount.com', 'https://github.com/login/oauth'),
    ],
  },
  'kubernetesServiceAccount': {
    identity: OidcIdentity.kubernetesServiceAccount({ issuer: CLUSTER, namespace: 'ci', name: 'builder' }),
    genuine: by(CLUSTER, 'https://kubernetes.io/namespaces/ci/serviceaccounts/builder'),
    hostile: [
      ...by(CLUSTER, 'https://kubernetes.io/namespaces/evil/serviceaccounts/builder', 'https://kubernetes.io/namespaces/ci/serviceaccounts/builder-evil'),
      ...byIssuers('https://kubernetes.io/namespaces/ci/serviceaccounts/builder', CLUSTER.replace('ABCDEF', 'ABCDE0')),
    ],
  },
  'email': {
    identity: OidcIdentity.email({ address: 'jane.doe+sign@acme.example', issuer: 'https://github.com/login/oauth' }),
    genuine: by('https://github.com/login/oauth', 'jane.doe+sign@acme.example'),
    hostile: [
      ...by('https://github.com/login/oauth', 'janexdoe+sign@acme.example', 'jane.doe+sign@acme.example.evil.example', 'jane.doesign@acme.example'),
      ...byIssuers('jane.doe+sign@acme.example', GOOGLE),
    ],
  },
  'exact': {
    identity: OidcIdentity.exact({ issuer: 'https://agent.buildkite.com', subject: 'https://buildkite.com/acme/app.release' }),
    genuine: by('https://agent.buildkite.com', 'https://buildkite.com/acme/app.release'),
    hostile: by('https://agent.buildkite.com', 'https://buildkite.com/acme/app-release', 'https://buildkite.com/acme/app.release-evil', 'https://evil.example/https://buildkite.com/acme/app.release'),
  },
  'anyOf': {
    identity: OidcIdentity.anyOf(
      OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' }),
      OidcIdentity.githubActions({ repository: 'acme/infra', workflow: 'build.yml', tag: 'v1' }),
    ),
    genuine: by(GITHUB, MAIN, workflow('acme/infra', 'refs/tags/v1', 'build.yml')),
    hostile: by(GITHUB, workflow('acme/infra', 'refs/heads/main'), `${MAIN}-evil`, workflow('evil-acme/infra', 'refs/tags/v1', 'build.yml')),
  },
  'regexp': {
    identity: OidcIdentity.regexp({
      issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
      subject: 'https://github\\.com/acme/(app|infra)/\\.github/workflows/release\\.yml@refs/tags/v[0-9.]+',
      accepts: by(GITHUB, workflow('acme/app', 'refs/tags/v1.0'), workflow('acme/infra', 'refs/tags/v2.0')),
    }),
    genuine: by(GITHUB, workflow('acme/app', 'refs/tags/v1.0'), workflow('acme/infra', 'refs/tags/v3.1')),
    hostile: by(GITHUB, workflow('acme/app', 'refs/pull/7/merge'), workflow('acme/app-evil', 'refs/tags/v1.0'), `${workflow('acme/app', 'refs/tags/v1.0')}-evil`, `https://evil.example/${workflow('acme/app', 'refs/tags/v1.0')}`),
  },
};

let story: Scenario;
let ours: Sigstore;
let count = 0;
beforeAll(async () => {
  story = await new Scenario('signers').open();
  ours = await sigstore(story.publisher);
});
afterAll(() => story.close());

/** What Flux says of an artifact that somebody signed, where this identity must have. */
async function verdictOn(signer: KeylessIdentity, identity: OidcIdentity): Promise<{ digest: string; verified: unknown }> {
  const name = `s${count++}`;
  const published = await ours.sign(await story.publisher.push(`${story.namespace}/${name}`, '1.0.0', { 'app.yaml': configMap(name) }), signer);
  await story.deliver(chart => {
    const trustedRoot = SecretRef.of(new Secret(chart, 'Root', { metadata: { name: 'root' }, stringData: { 'trusted_root.json': ours.trustedRoot } }));
    const verify = Verification.cosignKeyless(identity, { trustedRoot });
    new OciRepository(chart, name, { url: published.url, ref: OciRef.digest(published.digest), verify, insecure: true });
  });
  await story.cluster.settled(story.source(name));
  const source = await story.cluster.get(story.source(name));
  expect(source.status.artifact !== undefined).toBe(conditionOf(source)?.status === 'True');
  return { digest: published.digest, verified: conditionOf(source, 'SourceVerified') };
}

/** The refusal, with both patterns as they stand in the cluster. */
function otherThan(identity: OidcIdentity, { issuer, subject, told }: Builder['hostile'][number]): unknown {
  const spec = identity._toSpec();
  const difference = told ? `issuer value to match regex "${spec.issuer}", got "${issuer}"` : `SAN value to match regex "${spec.subject}", got "${subject}"`;
  return {
    status: 'False',
    reason: 'VerificationError',
    message: 'failed to verify the signature using provider \'cosign keyless\': no matching attestations: failed to verify certificate identity: '
      + `no matching CertificateIdentity found, last error: expected ${difference}`,
  };
}

describe.each(Object.entries(BUILDERS))('%s', (_, { identity, genuine, hostile }) => {
  test.each(genuine)('lets $subject through', async signer => {
    const { digest, verified } = await verdictOn(signer, identity);
    expect(verified).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${digest}` });
  });

  test.each(hostile)('refuses $subject of $issuer', async signer => {
    expect((await verdictOn(signer, identity)).verified).toEqual(otherThan(identity, signer));
  });
});
