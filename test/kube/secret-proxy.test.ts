import { checkedProxyAddress } from '../../src/kube/secret-proxy';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

function refused(address: string): string {
  return refusalOf(() => checkedProxyAddress(fluxChart(), '`address`', address));
}

test.each(['http://proxy.acme.com:3128', 'https://proxy', 'socks5://10.0.0.1:1080', 'http://user:password@proxy:80/'])('%s is an address', address => {
  expect(checkedProxyAddress(fluxChart(), '`address`', address).hostname).toMatch(/^(proxy|proxy\.acme\.com|10\.0\.0\.1)$/);
});

test.each([
  ['', 'something else than a URL'],
  ['proxy.acme.com', 'something else than a URL'],
  ['http://', 'something else than a URL'],
  ['proxy:3128', 'the scheme proxy'],
  ['socks4://proxy:1080', 'the scheme socks4'],
  ['socks5:///1080', 'no host'],
  [`http://proxy/${'x'.repeat(2048)}`, '2061 characters'],
])('fails with %p', (address, got) => {
  expect(refused(address)).toBe('FOC039 [delivery] `address` is no address of a proxy that Flux takes; '
    + `got ${got}; use "http://host:port", or \`https\` or \`socks5\` for \`http\`, up to 2048 characters`);
});

test('shows nothing of the address, which may hold a password', () => {
  expect(refused('hunter2 hunter2')).not.toContain('hunter2');
  expect(refused('ftp://hunter2:hunter2@hunter2')).not.toContain('hunter2');
});
