import type { IConstruct } from 'constructs';
import { refusal } from '../private/errors';

const SCHEMES = ['http:', 'https:', 'socks5:'];
const LENGTH = 2048;

/** The address of a proxy as Flux takes it. It may hold a password, so it is never shown. */
export function checkedProxyAddress(scope: IConstruct, where: string, address: string): URL {
  const refuse = (got: string) => refusal('FOC039', scope, `${where} is no address of a proxy that Flux takes`, {
    got,
    use: '"http://host:port", or `https` or `socks5` for `http`, up to 2048 characters',
  });
  if (address.length > LENGTH) throw refuse(`${address.length} characters`);
  if (!URL.canParse(address)) throw refuse('something else than a URL');
  const url = new URL(address);
  if (!SCHEMES.includes(url.protocol)) throw refuse(`the scheme ${url.protocol.slice(0, -1)}`);
  if (url.hostname === '') throw refuse('no host');
  return url;
}
