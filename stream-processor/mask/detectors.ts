import { findAuthorization, findBasic, findBearer } from './authorization.ts';
import { findCards, findLooseCards } from './card.ts';
import { findCurlPasswords, findIdentifiedBy, findMysqlPasswords } from './command-line.ts';
import { anyCase, asWritten, createPatternFinder, type Detector } from './detector.ts';
import { findEmails } from './email.ts';
import { findIbans, IBAN_SIGNS } from './iban.ts';
import { findNamedSecrets } from './named-secret.ts';
import { findKeyLines, findPrivateKeys, mayHoldKeyLine } from './private-key.ts';
import { NAME_SIGNS } from './secret-name.ts';
import { findUrlPasswords } from './url-password.ts';
import { VENDOR_KEYS } from './vendor-keys.ts';

const FOUR_DIGITS = '[0-9]'.repeat(4);
const CARD_BREAK = '[ .\u00a0-][ .\u00a0-]?';

/** The order matters: what is more particular comes first. */
export const DETECTORS: readonly Detector[] = [
  {
    kind: 'private_key',
    finders: [findPrivateKeys, findKeyLines],
    signs: asWritten('PRIVATE KEY'),
    mayHold: mayHoldKeyLine,
  },
  {
    kind: 'jwt',
    finders: [
      // what only begins like one is a hit too, so that it is passed over at once instead of being searched from each place
      createPatternFinder(/eyJ[A-Za-z0-9_-]{8,4096}(?:\.[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{0,4096})?/g, (hit) =>
        hit.includes('.'),
      ),
    ],
    signs: asWritten('eyJ'),
  },
  {
    kind: 'bearer',
    finders: [findAuthorization, findBearer, findBasic],
    signs: anyCase('authori[sz]ation', 'bearer ', 'basic '),
  },
  ...VENDOR_KEYS,
  { kind: 'url_password', mark: 'password', finders: [findUrlPasswords], signs: asWritten('@') },
  {
    kind: 'password',
    finders: [findCurlPasswords, findMysqlPasswords, findIdentifiedBy, findNamedSecrets],
    signs: [...NAME_SIGNS, ...anyCase('curl ', 'curl.exe ', 'identified '), ...asWritten(' -p[^ ]')],
  },
  { kind: 'email', finders: [findEmails], signs: asWritten('@', '%40') },
  { kind: 'iban', finders: [findIbans], signs: IBAN_SIGNS },
  {
    kind: 'card',
    finders: [findCards, findLooseCards],
    signs: asWritten(
      `[0-9]${'[ -]?[0-9]'.repeat(12)}`,
      `${FOUR_DIGITS}${CARD_BREAK}${FOUR_DIGITS}${CARD_BREAK}${FOUR_DIGITS}`,
      `${FOUR_DIGITS}${CARD_BREAK}${FOUR_DIGITS}[0-9][0-9]${CARD_BREAK}${FOUR_DIGITS}`,
    ),
  },
  {
    kind: 'ipv4',
    finders: [
      createPatternFinder(
        /(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?![0-9.])/g,
      ),
    ],
    signs: asWritten('[0-9]\\.[0-9]'),
  },
];

/** Detectors that are on unless the settings say otherwise; addresses are what an engineer on call looks for. */
export const DEFAULT_KINDS: readonly string[] = DETECTORS.map((each) => each.kind).filter((kind) => kind !== 'ipv4');

const PERSONAL_KINDS: readonly string[] = ['email', 'iban', 'card', 'ipv4'];

/** What opens a door, without what only says who someone is. */
export const SECRET_KINDS: readonly string[] = DETECTORS.map((each) => each.kind).filter(
  (kind) => !PERSONAL_KINDS.includes(kind),
);
