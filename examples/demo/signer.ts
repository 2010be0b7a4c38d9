const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
const GITHUB_SUBJECT = /^\^https:\/\/github\\\.com\/(.+)\/\\\.github\/workflows\/(.+)@refs\/(.+)\$$/;
const ANY_WORKFLOW = '[^/@]+';
const ANY_BRANCH_OR_TAG = '(?:heads|tags)/.+';

/** Who must have signed what an OCIRepository pulls, said for people. */
export function signerOf(verify: any): string {
  if (!verify) return 'anybody or nobody: no signature is asked for';
  const { provider, secretRef, matchOIDCIdentity: identities = [], trustedRootSecretRef: root } = verify;
  if (provider === 'notation') return `whom the notation policy in Secret ${secretRef?.name} trusts`;
  if (secretRef) return `the holder of a cosign key in Secret ${secretRef.name}`;
  if (identities.length === 0) return 'anybody who has signed: no identity is asked for';
  return identities.map(identityText).join(', or ') + (root ? `, by the Sigstore in Secret ${root.name}` : '');
}

function identityText({ issuer, subject }: any): string {
  const [plainIssuer, plainSubject] = [plainText(issuer), plainText(subject)];
  const workflow = plainIssuer === GITHUB_ISSUER ? workflowText(subject) : undefined;
  if (workflow) return workflow;
  if (plainIssuer && plainSubject) return `${plainSubject}, vouched for by ${plainIssuer}`;
  return `whoever matches ${subject}, vouched for by ${plainIssuer ?? `what matches ${issuer}`}`;
}

/** Undefined for a subject that isn't built like those of `OidcIdentity.githubActions`: then its expression says more. */
function workflowText(subject: string): string | undefined {
  const [, repository, file, ref] = GITHUB_SUBJECT.exec(subject) ?? [];
  const owner = unescaped(repository);
  const workflow = file === ANY_WORKFLOW ? 'any workflow' : unescaped(file);
  const run = ref === ANY_BRANCH_OR_TAG ? 'any branch or tag' : unescaped(ref)?.replace('heads/', 'branch ').replace('tags/', 'tag ');
  return owner && workflow && run ? `GitHub Actions: ${owner}, ${workflow}, ${run}` : undefined;
}

/** What an anchored regular expression accepts, when that is one text. */
function plainText(regexp: string): string | undefined {
  return regexp.startsWith('^') && regexp.endsWith('$') ? unescaped(regexp.slice(1, -1)) : undefined;
}

function unescaped(pattern: string | undefined): string | undefined {
  const isOneText = pattern !== undefined && /^(?:[^\\.+*?()|[\]{}^$]|\\[^A-Za-z0-9])+$/.test(pattern);
  return isOneText ? pattern.replace(/\\(.)/g, '$1') : undefined;
}
