import { checked } from './malformed';
import { isDnsSubdomain } from '../private/dns';

export const GOOGLE = 'https://accounts.google.com';

/** Who vouches for the workflows of a GitHub: github.com, a tenant of GHE.com, or a server of one's own. */
export function githubIssuer(host: string): string {
  if (host === 'github.com') return 'https://token.actions.githubusercontent.com';
  return /^[a-z0-9-]+\.ghe\.com$/.test(host) ? `https://token.actions.${host}` : `https://${host}/_services/token`;
}

export function checkedHost(host: string, example: string): string {
  return checked('host', host, text => isDnsSubdomain(text) && text.includes('.'), `the host name alone, such as "${example}"`);
}
