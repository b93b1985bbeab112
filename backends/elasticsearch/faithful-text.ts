/** Longest texts, in UTF-16 units, that stand whole in the index; of longer ones their beginning does. */
export const MAX_FIELD = 8_192;
export const MAX_ATTRIBUTE = 1_024;
export const MAX_TOKEN = 1_000;
/** Longest beginning of a text that Elasticsearch can be asked for. */
export const MAX_PREFIX = 1_000;
/** Longest path inside attributes that stands in the index at all. */
export const MAX_PATH = 1_024;

/** The beginning of a text, whole characters only. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

/**
 * Whether a text that the index gives or is asked for means one text alone: it was not cut, and holds no sign that stands for
 * half a surrogate pair there.
 */
export function isFaithful(text: string, most: number): boolean {
  return text.length < most - 1 && !text.includes('\ufffd') && text.isWellFormed();
}

/** Whether the index can know a path inside attributes. */
export function isFaithfulPath(path: string): boolean {
  return !path.includes('\0') && isFaithful(path, MAX_PATH);
}
