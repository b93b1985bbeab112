import { isIP } from 'node:net';
import type { PartialEvent } from '../core/normalise.ts';

const PHRASE =
  /\b(?:failed (?:password|login)|auth(?:entication)? fail(?:ed|ure)|login failed|(?:invalid|bad|wrong|incorrect) (?:password|credentials)|invalid user)\b/i;
/** `rip=` of Dovecot, `client:` of nginx, `name[address]:` of Postfix; what is behind `from` and `rhost=` every line may name. */
const PLACE = /(?:\bfrom |\brhost=|\brip=|\bclient: |\w\[)\[?([0-9A-Fa-f:][0-9A-Fa-f.:]{2,44})(?![0-9A-Za-z])/g;
/** The last step of a path that takes a name and a password. */
const LOGIN_STEP = /^(?:log-?in|sign-?in|sign_in|logon|auth|authenticate|sessions?|wp-login\.php)$/i;
const MAX_PATH = 2_048;

/** Most messages hold none of these, and are not looked at closer. */
function mayNameAddress(message: string): boolean {
  if (message.includes('from ') || message.includes('host=') || message.includes('rip=')) return true;
  return message.includes(']: ') || message.includes('client: ');
}

/** The address that tried to log in, when the message tells of a login that failed and names it in one of the usual ways. */
export function addressOfFailedLogin(message: string): string | undefined {
  if (!mayNameAddress(message) || !PHRASE.test(message)) return undefined;
  for (const [, place = ''] of message.matchAll(PLACE)) {
    const address = place.replace(/[.:]$/, '');
    if (isIP(address) !== 0) return address;
  }
  return undefined;
}

/** What the pipeline itself notes of a login that failed: the address where a field for it is missing, a mark on a refused request. */
export function noteFailedLogin(event: PartialEvent): void {
  if (event.ip_address === undefined && event.message !== undefined) {
    const address = addressOfFailedLogin(event.message);
    if (address !== undefined) event.ip_address = address;
  }
  if (isRefusedLogin(event)) event.attributes.login_failed ??= true;
}

/**
 * Whether a request that sent a name and a password was refused: a POST to a path that ends in `login`, `signin`, `auth` or the
 * like, answered with 401 or 403. A token that has expired is refused too, but on other paths or with GET, and does not count.
 */
export function isRefusedLogin(event: Omit<PartialEvent, 'attributes'>): boolean {
  if (event.status_code !== 401 && event.status_code !== 403) return false;
  const { method, endpoint } = event;
  if (method?.toUpperCase() !== 'POST' || endpoint === undefined) return false;
  const path = endpoint.slice(0, MAX_PATH).split(/[?#]/, 1)[0]?.replace(/\/$/, '') ?? '';
  return LOGIN_STEP.test(path.slice(path.lastIndexOf('/') + 1));
}
