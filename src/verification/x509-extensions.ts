// What Node doesn't tell of a certificate. It has parsed it already, so that nothing here is malformed.

/** In the order of their bits. */
const USAGES = [
  'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly',
] as const;

export type KeyUsage = typeof USAGES[number];

export interface Extensions {
  readonly isCa: boolean;
  readonly keyUsage?: { readonly isCritical: boolean; readonly usages: readonly KeyUsage[] };
}

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

const BOOLEAN = 0x01;
const KEY_USAGE = '551d0f';
const BASIC_CONSTRAINTS = '551d13';
/** `[3]` of the certificate's inner part. */
const EXTENSIONS = 0xa3;

/** Of a certificate in DER form. */
export function extensionsOf(der: Buffer): Extensions {
  const found = new Map(extensionElements(der).map(([id, ...rest]) => [id.content.toString('hex'), rest]));
  const [constraints, usage] = [BASIC_CONSTRAINTS, KEY_USAGE].map(id => found.get(id));
  return {
    isCa: constraints !== undefined && isTrue(elements(valueOf(constraints).content)[0]),
    keyUsage: usage && { isCritical: isTrue(usage[0]), usages: usagesOf(valueOf(usage).content) },
  };
}

function extensionElements(der: Buffer): Element[][] {
  const [certificate] = elements(der);
  const [inner] = elements(certificate.content);
  const extensions = elements(inner.content).find(({ tag }) => tag === EXTENSIONS);
  return extensions ? elements(elements(extensions.content)[0].content).map(({ content }) => elements(content)) : [];
}

/** The last part of an extension wraps what it says; before it stands whether it is critical. */
function valueOf(extension: readonly Element[]): Element {
  return elements(extension[extension.length - 1].content)[0];
}

function isTrue(element: Element | undefined): boolean {
  return element?.tag === BOOLEAN && element.content[0] !== 0;
}

/** After the number of bits that mean nothing, the first bit is the highest. */
function usagesOf([, ...bytes]: Buffer): KeyUsage[] {
  const bits = bytes.map(byte => byte.toString(2).padStart(8, '0')).join('');
  return USAGES.filter((_, index) => bits[index] === '1');
}

function elements(der: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < der.length;) {
    const short = der[at + 1];
    const lengthBytes = short < 0x80 ? 0 : short - 0x80;
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? short : der.readUIntBE(at + 2, lengthBytes);
    found.push({ tag: der[at], content: der.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}
