import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

/** What Flux reads from a Secret. */
export interface SecretContent {
  /** What the Secret is for. */
  readonly purpose: string;
  /** What to write, after `use`. */
  readonly use: string;
  readonly types?: readonly string[];
  /** Of the keys of a Secret, whether they will do. */
  readonly suffices?: (keys: ReadonlySet<string>) => boolean;
}

/** The user of a registry; Flux looks at nothing but these types, and else asks as nobody. */
export const REGISTRY_LOGIN: SecretContent = {
  purpose: 'the login of a registry',
  types: ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'],
  use: 'the type kubernetes.io/dockerconfigjson, as `kubectl create secret docker-registry` makes it',
};

export const TLS: SecretContent = {
  purpose: 'a CA or a client certificate',
  use: '`ca.crt`, or `tls.crt` with `tls.key`, or all three',
  suffices: keys => {
    const either = (key: string, legacy: string) => keys.has(key) || keys.has(legacy);
    const [certificate, key] = [either('tls.crt', 'certFile'), either('tls.key', 'keyFile')];
    return certificate === key && (certificate || either('ca.crt', 'caFile'));
  },
};

export const PROXY: SecretContent = {
  purpose: 'a proxy',
  use: '`address`, such as "http://proxy.acme.example:3128", and `username` and `password` if it wants them',
  suffices: keys => keys.has('address'),
};

export const TRUSTED_ROOT: SecretContent = {
  purpose: 'a trusted root',
  use: '`trusted_root.json`',
  suffices: keys => keys.has('trusted_root.json'),
};

/** Refuses a finished Secret that holds something else. One without any data is filled by somebody else. Shows no value. */
export function refuseOtherContent(content: SecretContent, user: IConstruct, field: string, secret: any): void {
  const got = unfit(content, secret);
  if (got === undefined) return;
  throw refusal('FOC033', user, `\`${field}\` names the Secret ${secret.metadata.name}, in which Flux doesn't find ${content.purpose}`, { got, use: content.use });
}

function unfit({ types, suffices }: SecretContent, { type, data, stringData }: any): string | undefined {
  if (types && !types.includes(type)) return type === undefined ? 'no type' : `the type ${type}`;
  const keys = Object.keys({ ...data, ...stringData }).sort();
  if (!suffices || keys.length === 0 || suffices(new Set(keys))) return undefined;
  return `the ${keys.length === 1 ? 'key' : 'keys'} ${keys.map(quoted).join(', ')}`;
}
