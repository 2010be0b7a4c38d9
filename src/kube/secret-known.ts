/** What a program tells of a Secret, whoever makes it from that. */
export interface KnownSecret {
  readonly name: string;
  /** Empty: none is written, so that it becomes Opaque. Absent: only the cluster knows. */
  readonly type?: string;
  /** Where its type is written. */
  readonly typeField: string;
  /** Absent: only the cluster knows. */
  readonly keys?: readonly string[];
  /** The values that can be read here, by key. */
  readonly texts: ReadonlyMap<string, string>;
  /** As `texts`, but an operator has yet to fill something in. */
  readonly templates: ReadonlyMap<string, string>;
}

type Reader = (document: any) => KnownSecret;

const NOTHING: ReadonlyMap<string, string> = new Map();

/** What operators make Secrets from, by `<group>/<kind>`. */
const MAKERS: { readonly [kind: string]: Reader } = {
  'external-secrets.io/ExternalSecret': ofExternalSecret,
  'bitnami.com/SealedSecret': ofSealedSecret,
};

/** Whether an operator makes a Secret from an object of this kind. */
export function makesSecret({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  return makerOf(apiVersion, kind) !== undefined;
}

/** What the document of a Secret tells, or of what an operator makes one from. */
export function knownSecret(document: any): KnownSecret {
  return (makerOf(document.apiVersion, document.kind) ?? ofSecret)(document);
}

function makerOf(apiVersion: string, kind: string): Reader | undefined {
  return MAKERS[`${apiVersion.split('/')[0]}/${kind}`];
}

/** SOPS encrypts values, and where nobody tells it otherwise the type as well, but no keys. */
function ofSecret({ metadata, type = '', data, stringData }: any): KnownSecret {
  const decoded = entries(data).map(([key, value]): [string, string] => [key, isEncrypted(value) ? value : Buffer.from(value, 'base64').toString()]);
  const values = new Map([...decoded, ...entries(stringData)]);
  return {
    name: metadata.name,
    type: isEncrypted(type) ? undefined : type,
    typeField: '`type`',
    keys: [...values.keys()],
    texts: new Map([...values].filter(([, value]) => !isEncrypted(value))),
    templates: NOTHING,
  };
}

function isEncrypted(value: string): boolean {
  return value.startsWith('ENC[');
}

/** Beside the data of a template nothing is taken over; without it, everything is as it is stored elsewhere. */
function ofExternalSecret({ metadata, spec }: any): KnownSecret {
  const { name = metadata.name, creationPolicy, template = {} } = spec?.target ?? {};
  const known = { name, typeField: '`spec.target.template.type`', ...read(template.data) };
  // It fills a Secret that something else makes.
  if (creationPolicy === 'Merge' || creationPolicy === 'None') return known;
  return { ...known, type: template.type ?? '', keys: keysOf(spec, template) };
}

function keysOf(spec: any, { data, templateFrom, mergePolicy }: any): string[] | undefined {
  if (templateFrom?.length || mergePolicy === 'Merge') return undefined;
  if (entries(data).length > 0) return Object.keys(data);
  return spec?.dataFrom?.length ? undefined : spec?.data?.map(({ secretKey }: any) => secretKey);
}

function ofSealedSecret({ metadata, spec }: any): KnownSecret {
  const { template = {}, encryptedData } = spec ?? {};
  const keys = Object.keys({ ...encryptedData, ...template.data });
  return { name: metadata.name, type: template.type ?? '', typeField: '`spec.template.type`', keys, ...read(template.data) };
}

function read(data: any): Pick<KnownSecret, 'texts' | 'templates'> {
  const [texts, templates] = [new Map<string, string>(), new Map<string, string>()];
  for (const [key, value] of entries(data)) {
    if (typeof value === 'string') (value.includes('{{') ? templates : texts).set(key, value);
  }
  return { texts, templates };
}

function entries(data: any): [string, string][] {
  return Object.entries<string>(data ?? {});
}
