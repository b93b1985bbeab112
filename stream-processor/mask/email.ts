import type { Span } from './detector.ts';

const ADDRESS =
  /(?:@|%40)(?<=([\p{L}\p{N}._%+-]{1,64})(?:@|%40))((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24}))(?![\p{L}\p{N}])/giu;
/** `to%3D` of a whole query that is encoded. */
const ENCODED_BEFORE = /^.*%(?!2b|2d|2e|5f)[0-9a-f]{2}/i;

/** Files and units of systemd, which also have an `@` in their names. No country has these as its domain. */
const FILE_ENDINGS = new Set(
  `png jpg jpeg gif svg webp avif ico css scss js mjs cjs jsx tsx json html woff ttf tgz tar yaml yml txt log conf
  service socket scope slice timer target mount automount path device swap`.split(/\s+/),
);
const VERSION = /^[0-9]+\.[0-9]+/;
const REPOSITORY_USERS = new Set(['git', 'hg', 'svn']);

function isAddress(local: string, domain: string): boolean {
  const ending = domain.slice(domain.lastIndexOf('.') + 1).toLowerCase();
  return !FILE_ENDINGS.has(ending) && !VERSION.test(domain) && !REPOSITORY_USERS.has(local.toLowerCase());
}

/** E-mail addresses, also with letters beyond ASCII and with the `@` encoded as in a URL. */
export function findEmails(text: string): Span[] {
  const spans: Span[] = [];
  ADDRESS.lastIndex = 0;
  let from = 0;
  for (let hit = ADDRESS.exec(text); hit; hit = ADDRESS.exec(text)) {
    const [, before = '', domain = ''] = hit;
    const room = hit.index - from;
    const local = room === 0 ? '' : before.replace(ENCODED_BEFORE, '').slice(-room);
    if (local === '' || !isAddress(local, domain)) continue;
    from = ADDRESS.lastIndex;
    spans.push({ start: hit.index - local.length, end: from });
  }
  return spans;
}
