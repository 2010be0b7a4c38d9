/** What differs from a text, and how. */
export interface LookAlike {
  readonly how: string;
  readonly text: string;
}

const ELSEWHERE = 'evil.example';
const COMMIT = '5ca1ab1e'.repeat(5);

/** Of a name of which everything behind it is: an owner, a group. */
export function likeOwner(text: string): LookAlike[] {
  return [
    { how: 'with more before it', text: `evil-${text}` },
    { how: 'with more behind it', text: `${text}-evil` },
    { how: 'with a path before it', text: `evil/${text}` },
    ...otherThan(text, '/'),
    ...withoutDots(text),
  ];
}

/** Of a name: a repository, a workflow, a ServiceAccount. */
export function likeName(text: string): LookAlike[] {
  return [...likeOwner(text), { how: 'with a path behind it', text: `${text}/evil` }];
}

export function likeHost(text: string): LookAlike[] {
  return [
    { how: 'with more before it', text: `evil-${text}` },
    { how: 'with more behind it', text: `${text}.${ELSEWHERE}` },
    { how: 'with a domain before it', text: `evil.${text}` },
    { how: 'as the path of another one', text: `${ELSEWHERE}/${text}` },
    { how: 'as the user of another one', text: `${text}@${ELSEWHERE}` },
    ...otherThan(text, '.'),
    ...withoutDots(text),
  ];
}

/** Of what may be empty. */
export function likePath(text: string): LookAlike[] {
  return [{ how: 'with a path behind it', text: `${text}/evil` }, { how: 'with more behind it', text: `${text}-evil` }, ...otherThan(text, '/'), ...withoutDots(text)];
}

/** Of what stands between names. */
export function withoutDots(text: string): LookAlike[] {
  return [...text.matchAll(/\./g)].map(({ index }) => ({ how: 'with another sign for a dot', text: `${text.slice(0, index)}x${text.slice(index + 1)}` }));
}

/** Of where a text begins. */
export function likeBeginning(text: string): LookAlike[] {
  return [{ how: 'with more before it', text: `x${text}` }, { how: 'with a URL before it', text: `https://${ELSEWHERE}/${text}` }];
}

/** Of a branch or tag. */
export function likeRef(text: string): LookAlike[] {
  const [, kind, name] = /^refs\/(heads|tags)\/(.+)$/.exec(text) ?? [];
  if (kind === undefined) return [{ how: 'with more behind it', text: `${text}-evil` }];
  return [
    { how: 'with more behind it', text: `${text}-evil` },
    { how: 'with more before it', text: `refs/${kind}/evil-${name}` },
    { how: 'with another one before it', text: `refs/${kind}/evil@${text}` },
    { how: 'of the other kind', text: `refs/${kind === 'heads' ? 'tags' : 'heads'}/${name}` },
    ...otherThan(name, '/').map(other => ({ ...other, text: `refs/${kind}/${other.text}` })),
    ...withoutDots(text),
  ];
}

/** Refs that people without a right to push can make, unless some of these is meant. */
export function openRefs(examples: readonly string[]): LookAlike[] {
  return [
    { how: 'that is a pull request', text: 'refs/pull/1/merge' },
    { how: 'that is a merge request', text: 'refs/merge-requests/1/head' },
    { how: 'that is a commit, as of a fork', text: COMMIT },
  ].filter(({ text }) => !examples.some(example => kindOf(example) === kindOf(text)));
}

function kindOf(ref: string): string {
  return /^refs\/[^/]+/.exec(ref)?.[0] ?? 'commit';
}

/** With one of the names in it exchanged. */
function otherThan(text: string, separator: string): LookAlike[] {
  const names = text.split(separator);
  return names.map((name, at) => ({ how: 'that is another one', text: Object.assign([...names], { [at]: ofSameForm(name) }).join(separator) })).filter(other => other.text !== text);
}

/** As long, and with letters and digits in the same places; what is hexadecimal stays so. */
function ofSameForm(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, sign => {
    const [first, last] = ['09', 'AF', 'GZ', 'af', 'gz'].find(([from, to]) => from <= sign && sign <= to)!;
    return sign === last ? first : String.fromCharCode(sign.charCodeAt(0) + 1);
  });
}
