import type { IConstruct } from 'constructs';
import { refuseWithoutCertificate } from './pem-check';
import type { KnownSecret } from './secret-known';
import { refuseOtherRegistries } from './secret-login';
import { checkedProxyAddress } from './secret-proxy';
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
  /** Looks at what can be read of it; `spec` is that of the object that names it. */
  readonly check?: (user: IConstruct, secret: KnownSecret, spec: any) => void;
}

const DOCKER_CONFIG = 'kubernetes.io/dockerconfigjson';
const OLD_DOCKER_CONFIG = 'kubernetes.io/dockercfg';

/** The user of a registry; Flux looks at nothing but these types, and else asks as nobody. */
export const REGISTRY_LOGIN: SecretContent = {
  purpose: 'the login of a registry',
  types: [DOCKER_CONFIG, OLD_DOCKER_CONFIG],
  use: `the type ${DOCKER_CONFIG} with the key \`.dockerconfigjson\`, as \`kubectl create secret docker-registry\` makes it`,
  suffices: keys => keys.has('.dockerconfigjson') || keys.has('.dockercfg'),
  check: refuseOtherRegistries,
};

export const TLS: SecretContent = {
  purpose: 'a CA or a client certificate',
  use: '`ca.crt`, or `tls.crt` with `tls.key`, or all three',
  suffices: keys => {
    const either = (key: string, legacy: string) => keys.has(key) || keys.has(legacy);
    const [certificate, key] = [either('tls.crt', 'certFile'), either('tls.key', 'keyFile')];
    return certificate === key && (certificate || either('ca.crt', 'caFile'));
  },
  check: (user, { name, texts }) => {
    const key = texts.has('ca.crt') ? 'ca.crt' : 'caFile';
    if (texts.has(key)) refuseWithoutCertificate(user, valueOf(name, key), texts.get(key)!);
  },
};

export const PROXY: SecretContent = {
  purpose: 'a proxy',
  use: '`address`, such as "http://proxy.acme.example:3128", and `username` and `password` if it wants them',
  suffices: keys => keys.has('address'),
  check: (user, { name, texts }) => {
    if (texts.has('address')) checkedProxyAddress(user, valueOf(name, 'address'), texts.get('address')!);
  },
};

/** The key under which Flux reads a trusted root. */
export const TRUSTED_ROOT_KEY = 'trusted_root.json';

/** A value, for messages. */
export function valueOf(secret: string, key: string): string {
  return `${quoted(key)} of the Secret ${secret}`;
}

/** Refuses a Secret that holds something else. One without any data is filled by somebody else. Shows no value. */
export function refuseOtherContent(content: SecretContent, user: IConstruct, field: string, secret: KnownSecret, spec: any): void {
  const { purpose, types, suffices } = content;
  const refuse = (got: string, use: string) => refusal('FOC033', user, `\`${field}\` names the Secret ${secret.name}, in which Flux doesn't find ${purpose}`, { got, use });
  const { type, keys = [] } = secret;
  if (types && type !== undefined && !types.includes(type)) throw refuse(type === '' ? 'no type' : `the type ${type}`, conversion(content, secret));
  if (keys.length > 0 && suffices?.(new Set(keys)) === false) {
    throw refuse(`the ${keys.length === 1 ? 'key' : 'keys'} ${[...keys].sort().map(quoted).join(', ')}`, content.use);
  }
  content.check?.(user, secret, spec);
}

/** A HelmRepository takes user and password as two keys; an operator has the type somewhere else. */
function conversion({ types, use }: SecretContent, { name, typeField, keys = [] }: KnownSecret): string {
  if (typeField !== '`type`') return `${typeField}: ${types![0]}, and a template that writes \`.dockerconfigjson\``;
  if (!keys.includes('username') || !keys.includes('password')) return use;
  return `what \`flux create secret oci ${name} --url=<registry> --username=<user> --password=<password>\` makes of user and password`;
}
