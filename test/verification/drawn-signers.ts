import { OidcIdentity } from '../../src';

// Signers at random, one identity of a program each.

/** A subject in pieces: a free one may be anything of its kind, the others must be as they are. */
export interface Piece {
  readonly text: string;
  readonly part?: 'owner' | 'repository' | 'workflow' | 'ref';
  readonly free?: boolean;
}

/** One identity as a program writes it, and the certificates of those who have it. */
export interface Signer {
  readonly builder: string;
  readonly identity: OidcIdentity;
  readonly genuine: readonly { readonly issuer: string; readonly pieces: readonly Piece[] }[];
  /** Whether pull requests are meant as well. */
  readonly isOpen?: boolean;
}

export type Random = () => number;

/** Lehmer's generator: the same numbers for the same seed, everywhere. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = state * 48_271 % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export const pick = <T>(next: Random, from: readonly T[]): T => from[Math.floor(next() * from.length)];

function text(next: Random, alphabet: string, least: number, most: number): string {
  return Array.from({ length: least + Math.floor(next() * (most - least + 1)) }, () => pick(next, [...alphabet])).join('');
}

const name = (next: Random) => text(next, 'abcxyz019', 2, 8);
const dotted = (next: Random) => `${name(next)}.${name(next)}${pick(next, ['', '-', '_', '+', '.'])}${name(next)}`;
const escaped = (plain: string) => plain.replace(/[.+*?()|[\]{}^$\\]/g, '\\$&');

export const joined = (pieces: readonly Piece[]) => pieces.map(piece => piece.text).join('');

interface Run { readonly props: object; readonly pieces: readonly Piece[]; readonly isOpen?: boolean }

function run(next: Random, mayBeAny: boolean): Run {
  const ref = `${name(next)}${pick(next, ['', '/', '.', '-'])}${name(next)}`;
  const refs = (kind: string, free = false): Piece[] => [{ text: '@' }, { text: `refs/${kind}/`, part: 'ref' }, { text: ref, part: 'ref', free }];
  return pick(next, [
    { props: { branch: ref }, pieces: refs('heads') },
    { props: { tag: ref }, pieces: refs('tags') },
    { props: {}, pieces: refs(pick(next, ['heads', 'tags']), true) },
    ...mayBeAny ? [{ props: { anyRef: true }, pieces: [{ text: '@' }, { text: pick(next, ['refs/pull/7/merge', 'refs/heads/x']), free: true }], isOpen: true }] : [],
  ]);
}

const GITHUB_HOSTS: readonly (readonly [props: object, host: string, issuer: string])[] = [
  [{}, 'github.com', 'https://token.actions.githubusercontent.com'],
  [{ host: 'acme.ghe.com' }, 'acme.ghe.com', 'https://token.actions.acme.ghe.com'],
  [{ host: 'git.acme.example' }, 'git.acme.example', 'https://git.acme.example/_services/token'],
  [{ issuer: 'https://token.actions.githubusercontent.com/acme' }, 'github.com', 'https://token.actions.githubusercontent.com/acme'],
];

function githubActions(next: Random, [hostProps, host, issuer] = pick(next, GITHUB_HOSTS)): Signer {
  const { props, pieces, isOpen } = run(next, true);
  const [owner, repository, file, free] = [name(next), dotted(next).replace('+', '-'), `${dotted(next)}.yml`, next() < 0.3];
  return {
    builder: 'githubActions',
    identity: OidcIdentity.githubActions({ repository: `${owner}/${repository}`, ...free ? {} : { workflow: file }, ...hostProps, ...props }),
    genuine: [{
      issuer,
      pieces: [
        { text: `https://${host}/` }, { text: owner, part: 'owner' }, { text: '/' }, { text: repository, part: 'repository' }, { text: '/.github/workflows/' },
        { text: file, part: 'workflow', free }, ...pieces,
      ],
    }],
    isOpen,
  };
}

function gitlabCi(next: Random): Signer {
  const { props, pieces } = run(next, false);
  const [group, project, config] = [name(next), `${dotted(next).replace('+', '-')}${pick(next, ['', `/${name(next)}`])}`, pick(next, ['.gitlab-ci.yml', 'ci/release.yml'])];
  const host = pick(next, ['gitlab.com', 'gitlab.acme.example']);
  return {
    builder: 'gitlabCi',
    identity: OidcIdentity.gitlabCi({ project: `${group}/${project}`, config, host, ...props }),
    genuine: [{
      issuer: `https://${host}`,
      pieces: [
        { text: `https://${host}/` }, { text: group, part: 'owner' }, { text: '/' }, { text: project, part: 'repository' }, { text: '//' },
        { text: config, part: 'workflow' }, ...pieces,
      ],
    }],
  };
}

function googleServiceAccount(next: Random): Signer {
  const [account, project] = [name(next), name(next)];
  return {
    builder: 'googleServiceAccount',
    identity: OidcIdentity.googleServiceAccount(`${account}@${project}.iam.gserviceaccount.com`),
    genuine: [{
      issuer: 'https://accounts.google.com',
      pieces: [
        { text: account, part: 'repository' }, { text: '@' }, { text: project, part: 'owner' }, { text: '.iam.gserviceaccount.com' },
      ],
    }],
  };
}

function kubernetesServiceAccount(next: Random): Signer {
  const [namespace, account, issuer] = [name(next), name(next), `https://oidc.eks.eu-west-1.amazonaws.com/id/${text(next, 'ABC019', 32, 32)}`];
  return {
    builder: 'kubernetesServiceAccount',
    identity: OidcIdentity.kubernetesServiceAccount({ issuer, namespace, name: account }),
    genuine: [{
      issuer,
      pieces: [
        { text: 'https://kubernetes.io/namespaces/' }, { text: namespace, part: 'owner' }, { text: '/serviceaccounts/' }, { text: account, part: 'repository' },
      ],
    }],
  };
}

function email(next: Random): Signer {
  const [local, domain] = [dotted(next), `${name(next)}.example`];
  const issuer = pick(next, ['https://github.com/login/oauth', 'https://accounts.google.com', 'https://login.microsoftonline.com']);
  return {
    builder: 'email',
    identity: OidcIdentity.email({ address: `${local}@${domain}`, issuer }),
    genuine: [{ issuer, pieces: [{ text: local, part: 'repository' }, { text: '@' }, { text: domain, part: 'owner' }] }],
  };
}

function exact(next: Random): Signer {
  const [issuer, account, pipeline] = [`https://${name(next)}.example/${name(next)}`, name(next), dotted(next)];
  return {
    builder: 'exact',
    identity: OidcIdentity.exact({ issuer, subject: `https://ci.example/${account}/${pipeline}?(x)[0]|{1}` }),
    genuine: [{
      issuer,
      pieces: [
        { text: 'https://ci.example/' }, { text: account, part: 'owner' }, { text: '/' }, { text: pipeline, part: 'repository' }, { text: '?(x)[0]|{1}' },
      ],
    }],
  };
}

function anyOf(next: Random): Signer {
  const all = Array.from({ length: 2 + Math.floor(next() * 3) }, () => githubActions(next, GITHUB_HOSTS[0])).filter(({ isOpen }) => !isOpen);
  const some = all.length > 0 ? all : [googleServiceAccount(next), googleServiceAccount(next)];
  return { builder: 'anyOf', identity: OidcIdentity.anyOf(...some.map(({ identity }) => identity)), genuine: some.flatMap(({ genuine }) => genuine) };
}

function regexp(next: Random): Signer {
  const [owner, repository, issuer] = [name(next), dotted(next).replace('+', '-'), 'https://token.actions.githubusercontent.com'];
  const pieces = (kind: string, ref: string): Piece[] => [
    { text: 'https://github.com/' }, { text: owner, part: 'owner' }, { text: '/' }, { text: repository, part: 'repository' }, { text: '/.github/workflows/' },
    { text: 'release.yml', part: 'workflow' }, { text: '@' }, { text: `refs/${kind}/`, part: 'ref' }, { text: ref, part: 'ref', free: true },
  ];
  const genuine = [pieces('heads', 'main'), pieces('tags', 'v1.2.3'), pieces('heads', name(next))].map(each => ({ issuer, pieces: each }));
  const [before, behind] = pick(next, [['', ''], ['^', '$'], ['^', ''], ['', '$'], ['(', ')']]);
  const subject = `${before}https://github\\.com/${owner}/${escaped(repository)}/\\.github/workflows/release\\.yml@refs/(heads|tags)/.+${behind}`;
  return {
    builder: 'regexp',
    identity: OidcIdentity.regexp({
      issuer: escaped(issuer), subject, accepts: genuine.slice(0, 2).map(each => ({ issuer, subject: joined(each.pieces) })),
    }),
    genuine,
  };
}

export const BUILDERS = [githubActions, gitlabCi, googleServiceAccount, kubernetesServiceAccount, email, exact, anyOf, regexp] as const;
