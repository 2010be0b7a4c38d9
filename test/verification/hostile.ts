import { joined, pick, type Piece, type Random, type Signer } from './drawn-signers';

// People who would like to be taken for a signer. Nothing here knows how the library tells one from the other.

/** What a certificate says. */
export interface Pair {
  readonly issuer: string;
  readonly subject: string;
}

/** One certificate of somebody else, made from a genuine one; undefined where this trick doesn't apply. */
type Trick = (next: Random, genuine: Signer['genuine'][number], signer: Signer) => Pair | undefined;

const CYRILLIC: { readonly [latin: string]: string } = { a: '\u0430', c: '\u0441', e: '\u0435', i: '\u0456', o: '\u043e', p: '\u0440', x: '\u0445', y: '\u0443' };

/** Changes one of the pieces that must be as they are, if there is one. */
function changed(isThis: (piece: Piece) => boolean, change: (next: Random, plain: string) => string): Trick {
  return (next, { issuer, pieces }) => {
    const fixed = pieces.filter(piece => !piece.free && isThis(piece));
    if (fixed.length === 0) return undefined;
    const chosen = pick(next, fixed);
    const other = change(next, chosen.text);
    const isJustLonger = other.startsWith(chosen.text) && pieces[pieces.indexOf(chosen) + 1]?.free;
    return isJustLonger ? undefined : { issuer, subject: pieces.map(piece => piece === chosen ? other : piece.text).join('') };
  };
}

function whole(change: (next: Random, subject: string) => string): Trick {
  return (next, { issuer, pieces }) => ({ issuer, subject: change(next, joined(pieces)) });
}

const part = (which: Piece['part']) => (piece: Piece) => piece.part === which;
const has = (sign: RegExp) => (piece: Piece) => sign.test(piece.text);

/** Puts something in the place of one match of a sign. */
function replaced(next: Random, plain: string, sign: RegExp, by: (found: string) => string): string {
  const { 0: found, index } = pick(next, [...plain.matchAll(new RegExp(sign, 'g'))]);
  return plain.slice(0, index) + by(found) + plain.slice(index + found.length);
}

function likeName(next: Random, plain: string): string {
  return pick(next, [`evil-${plain}`, `${plain}-evil`, `${plain}.`, `x${plain}`, `${plain}0`, plain.slice(1), plain.slice(0, -1), 'mallory']);
}

const instead = (ref: string): Trick => (_, { issuer, pieces }, { isOpen }) => {
  const at = pieces.findIndex(({ text: plain }) => plain === '@');
  return isOpen || !pieces.some(part('ref')) ? undefined : { issuer, subject: `${joined(pieces.slice(0, at + 1))}${ref}` };
};

export const TRICKS: { readonly [hostileClass: string]: Trick } = {
  'issuer look-alike': (next, { issuer, pieces }) => ({
    issuer: pick(next, [
      `${issuer}.evil.example`, `${issuer}/evil`, `${issuer}x`, `x${issuer}`, `https://evil.example/${issuer}`, issuer.replace('https:', 'http:'), issuer.replace('//', '//evil-'),
      issuer.replace('.', 'x'), issuer.replace('.', '-'), issuer.replace('.com', '.com.evil.example').replace('.example', '.example.net'), issuer.slice(0, -1), `${issuer}/`,
    ]),
    subject: joined(pieces),
  }),
  'issuer of another': (next, { issuer, pieces }) => ({
    issuer: pick(next, ['https://accounts.evil.example', 'https://oauth2.sigstore.dev/auth', 'https://agent.buildkite.com', 'https://kubernetes.default.svc'].filter(other => other !== issuer)),
    subject: joined(pieces),
  }),
  'owner look-alike': changed(part('owner'), likeName),
  'repository look-alike': changed(part('repository'), likeName),
  'other workflow': changed(part('workflow'), likeName),
  'other ref': changed(part('ref'), (next, plain) => plain.endsWith('/') ? 'refs/notes/' : likeName(next, plain)),
  'extra path': changed(has(/^(?!.*:)/), (next, plain) => pick(next, [`evil/${plain}`, `${plain}/evil`, `evil@${plain}`])),
  'other host': whole((next, subject) => pick(next, [
    subject.replace(/^(https:\/\/|.*@)/, '$1evil.example/'), subject.replace(/^(https:\/\/|.*@)/, '$1evil-'), subject.replace(/^(https:\/\/[^/]+|.*@[^/]+)/, '$1.evil.example'),
    subject.replace(/^(https:\/\/[^/]+|.*@[^/]+)/, '$1:8443'), subject.replace(/^(https:\/\/|.*@)/, '$1x@'),
  ])),
  'dot replaced': changed(has(/\./), (next, plain) => replaced(next, plain, /\./, () => pick(next, ['x', '-', '/', '']))),
  'pull request': instead('refs/pull/1/merge'),
  'merge request': instead('refs/merge-requests/1/head'),
  'commit': instead('0123456789abcdef0123456789abcdef01234567'),
  'leading text': whole((next, subject) => pick(next, ['x', ' ', '/', '\n', 'https://evil.example/', 'evil.example/', '^']) + subject),
  'trailing text': (next, { issuer, pieces }) => pieces[pieces.length - 1].free
    ? undefined
    : { issuer, subject: joined(pieces) + pick(next, ['x', ' ', '/', '\n', '-evil', '.evil.example', '@evil.example', '$', '#', '?x']) },
  'trailing line': whole((next, subject) => `${subject}\n${pick(next, ['', 'x', subject])}`),
  'letter missing': changed(has(/./), (next, plain) => replaced(next, plain, /[^]/, () => '')),
  'letter doubled': changed(has(/\w/), (next, plain) => replaced(next, plain, /\w/, found => found + found)),
  'upper case': changed(has(/[a-z]/), (next, plain) => replaced(next, plain, /[a-z]/, found => found.toUpperCase())),
  'Unicode look-alike': changed(has(/[aceiopxy]/), (next, plain) => replaced(next, plain, /[aceiopxy]/, found => CYRILLIC[found])),
  'percent-encoded': changed(has(/\w/), (next, plain) => replaced(next, plain, /[\w./@-]/, found => `%${found.charCodeAt(0).toString(16)}`)),
  'pattern for a text': changed(has(/\w/), (next, plain) => pick(next, ['.*', '.+', '[^/]+', `${plain}.*`, plain.replace(/\w/, '.')])),
  'nothing': (next, { issuer, pieces }) => pick(next, [{ issuer: '', subject: joined(pieces) }, { issuer, subject: '' }, { issuer: '', subject: '' }]),
  'subject of another': (next, { issuer, pieces }) => ({
    issuer: next() < 0.5 ? issuer : joined(pieces),
    subject: pick(next, [issuer, 'mallory@evil.example', 'https://github.com/mallory/app/.github/workflows/ci.yml@refs/heads/main']),
  }),
};
