import { isIPv6 } from 'node:net';
import { parseDuration } from '../core/time.ts';
import { DEFAULT_KINDS, DETECTORS } from '../stream-processor/mask/detectors.ts';

/** Reads the text of one setting. */
export interface ValueReader<T> {
  /** What a right value looks like, to be read behind "expected". */
  expected: string;
  /** What the configuration file may have besides one value: a plain list, or lines of name: text. */
  takes?: 'list' | 'map';
  /** Undefined when the text is not one. */
  read(text: string): T | undefined;
}

export const text: ValueReader<string> = { expected: 'a text', read: (given) => given };

export function whole(min: number, max: number): ValueReader<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    read(given) {
      const value = Number(given);
      return /^\d+$/.test(given) && value >= min && value <= max ? value : undefined;
    },
  };
}

/** A number above zero, fractions allowed. */
export function positive(max: number): ValueReader<number> {
  return {
    expected: `a number above 0, at most ${max}`,
    read(given) {
      const value = Number(given);
      return /^\d+(\.\d+)?$/.test(given) && value > 0 && value <= max ? value : undefined;
    },
  };
}

export function oneOf<const T extends string>(choices: readonly T[]): ValueReader<T> {
  return { expected: `one of ${choices.join(', ')}`, read: (given) => choices.find((each) => each === given) };
}

/** In milliseconds. */
export function duration(maxText: string): ValueReader<number> {
  const max = parseDuration(maxText) ?? 0;
  return {
    expected: `a duration from 0s to ${maxText}, such as 500ms or 5s`,
    read(given) {
      const ms = parseDuration(given);
      return ms !== null && ms <= max ? ms : undefined;
    },
  };
}

export const host: ValueReader<string> = {
  expected: 'a host name or an IP address, without scheme and port',
  read: (given) => (isIPv6(given) || /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})$/.test(given) ? given : undefined),
};

function httpUrl(given: string): URL | undefined {
  const url = URL.parse(given);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

/** As it was given. */
export const webUrl: ValueReader<string> = {
  expected: 'a URL that begins with https:// or http://',
  read: (given) => (httpUrl(given) ? given : undefined),
};

/** Without a slash at the end. */
export const baseUrl: ValueReader<string> = {
  expected: 'a URL that begins with https:// or http://, without user, query and fragment',
  read(given) {
    const url = httpUrl(given);
    if (!url || url.username || url.password || url.search || url.hash) return undefined;
    return url.href.replace(/\/+$/, '');
  },
};

/** Each without a slash at the end. */
export const baseUrls: ValueReader<readonly string[]> = {
  takes: 'list',
  expected: 'URLs that begin with https:// or http://, without user, query and fragment, commas between them',
  read(given) {
    const all = given.split(',').map((each) => baseUrl.read(each.trim()));
    return all.every((each) => each !== undefined) ? all : undefined;
  },
};

const BROKER = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\[[0-9a-fA-F:]+\]):\d{1,5}$/;

export const brokers: ValueReader<readonly string[]> = {
  takes: 'list',
  expected: 'host:port, commas between several',
  read(given) {
    const all = given.split(',').map((each) => each.trim());
    return all.every((each) => BROKER.test(each)) ? all : undefined;
  },
};

export const clientId: ValueReader<string> = {
  expected: 'a name of letters, digits, dots, dashes and underscores',
  read: (given) => (/^[\w.-]{1,100}$/.test(given) ? given : undefined),
};

export const repository: ValueReader<string> = {
  expected: 'a name of lower-case letters, digits, dots, dashes and underscores',
  read: (given) => (/^[a-z0-9][a-z0-9._-]{0,99}$/.test(given) ? given : undefined),
};

export const chatId: ValueReader<string> = {
  expected: 'the number of a chat, or @ and the name of a channel',
  read: (given) => (/^(?:-?\d{1,20}|@[A-Za-z]\w{3,31})$/.test(given) ? given : undefined),
};

export const botToken: ValueReader<string> = {
  expected: 'a bot token: digits, a colon, letters and digits',
  read: (given) => (/^\d+:[\w-]+$/.test(given) ? given : undefined),
};

/** Parts of a comma list, trimmed; nothing for `none`. */
function listed(given: string): string[] {
  const parts = given.split(',').map((part) => part.trim());
  return given.trim() === 'none' ? [] : parts.filter((part) => part !== '');
}

export const origins: ValueReader<readonly string[]> = {
  takes: 'list',
  expected: 'origins with commas between, such as https://logs.example.com',
  read(given) {
    const all = listed(given);
    return all.every((each) => httpUrl(each)?.origin === each) ? all : undefined;
  },
};

const KINDS = DETECTORS.map((each) => each.kind);
const KIND_GROUPS: Readonly<Record<string, readonly string[]>> = { default: DEFAULT_KINDS, all: KINDS };

export const maskKinds: ValueReader<readonly string[]> = {
  takes: 'list',
  expected: `none, or a list with commas of: default, all, ${KINDS.join(', ')}`,
  read(given) {
    const all = listed(given).flatMap((each) => KIND_GROUPS[each] ?? [each]);
    return all.every((each) => KINDS.includes(each)) ? KINDS.filter((kind) => all.includes(kind)) : undefined;
  },
};

export interface CustomMask {
  name: string;
  pattern: RegExp;
}

function customMask(pair: string): CustomMask | undefined {
  const found = /^\s*([a-z][a-z0-9_]{0,31})=(.+)$/.exec(pair);
  if (!found) return undefined;
  const [, name = '', source = ''] = found;
  try {
    const pattern = new RegExp(source.trim(), 'g');
    // one that matches nothing at all would put its mark between any two letters
    return pattern.test('') ? undefined : { name, pattern };
  } catch {
    return undefined;
  }
}

export const customMasks: ValueReader<readonly CustomMask[]> = {
  takes: 'map',
  expected:
    'name=pattern, one a line or with ; between; the name in lower case, the pattern one that matches some text',
  read(given) {
    const pairs = given.split(/\n|;(?=\s*[a-z][a-z0-9_]*=)/).filter((pair) => pair.trim() !== '');
    const masks = pairs.map(customMask);
    return masks.every((mask) => mask !== undefined) ? masks : undefined;
  },
};
