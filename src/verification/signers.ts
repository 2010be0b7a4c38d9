import { escaped } from './anchored';
import { refPattern } from './git-ref';
import type {
  EmailIdentity, ExactIdentity, GithubActionsIdentity, GitlabCiIdentity, KubernetesServiceAccountIdentity,
} from './identity-options';
import { checkedHost, githubIssuer, GOOGLE } from './issuers';
import { checked, checkedIssuer, checkedSubject, PLAIN } from './malformed';
import { isDnsLabel, isDnsSubdomain } from '../private/dns';

/** Patterns of what a certificate says, without anchors. */
export interface Signer {
  readonly issuer: string;
  readonly subject: string;
}

const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}\/(?!\.{1,2}$|.*\.git$)[A-Za-z0-9._-]{1,100}$/;
const WORKFLOW = new RegExp(`^[${PLAIN}]+\\.ya?ml$`);
const PROJECT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;
const PROJECT_ENDING = /\.(?:git|atom)?(?:\/|$)/;
const CONFIG = new RegExp(`^(?!.*(?:^|/)\\.{0,2}(?:/|$))[${PLAIN}/]+\\.ya?ml$`);
const GOOGLE_ACCOUNT = /^[a-z0-9][a-z0-9-]*@(?:[a-z0-9-]+\.)+gserviceaccount\.com$/;
const ADDRESS = /^[A-Za-z0-9_'+=&#~!-]+(?:\.[A-Za-z0-9_'+=&#~!-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

export function githubSigner({ repository, workflow, host = 'github.com', issuer, ...ref }: GithubActionsIdentity): Signer {
  checked('repository', repository, REPOSITORY, '"owner/repository"');
  checkedHost(host, 'acme.ghe.com');
  const file = workflow === undefined ? '[^/@]+' : escaped(checked('workflow', workflow, WORKFLOW, 'the file name, such as "release.yml"'));
  return {
    issuer: escaped(issuer === undefined ? githubIssuer(host) : checkedIssuer(issuer)),
    subject: `${escaped(`https://${host}/${repository}/.github/workflows/`)}${file}@${refPattern(ref)}`,
  };
}

export function gitlabSigner({ project, config = '.gitlab-ci.yml', host = 'gitlab.com', branch, tag }: GitlabCiIdentity): Signer {
  checked('project', project, text => PROJECT.test(text) && !PROJECT_ENDING.test(text), '"group/project" or "group/subgroup/project"');
  checked('config', config, CONFIG, 'the path in the project, such as "ci/release.yml"');
  checkedHost(host, 'gitlab.acme.example');
  return { issuer: escaped(`https://${host}`), subject: `${escaped(`https://${host}/${project}//${config}`)}@${refPattern({ branch, tag })}` };
}

export function googleSigner(address: string): Signer {
  return letterByLetter(GOOGLE, checked('address', address, GOOGLE_ACCOUNT, 'the service account\'s, such as "builder@acme.iam.gserviceaccount.com"'));
}

export function kubernetesSigner({ issuer, namespace, name }: KubernetesServiceAccountIdentity): Signer {
  checked('namespace', namespace, isDnsLabel, 'the name of the namespace, such as "ci"');
  checked('name', name, isDnsSubdomain, 'the name of the ServiceAccount, such as "builder"');
  return letterByLetter(checkedIssuer(issuer), `https://kubernetes.io/namespaces/${namespace}/serviceaccounts/${name}`);
}

export function emailSigner({ address, issuer }: EmailIdentity): Signer {
  return letterByLetter(checkedIssuer(issuer), checked('address', address, ADDRESS, 'one e-mail address, such as "release@acme.example"'));
}

export function exactSigner({ issuer, subject }: ExactIdentity): Signer {
  return letterByLetter(checkedIssuer(issuer), checkedSubject(subject));
}

function letterByLetter(issuer: string, subject: string): Signer {
  return { issuer: escaped(issuer), subject: escaped(subject) };
}
