/** Terminal colours and titles: CSI and OSC sequences, then any other escape. */
const ESCAPE_SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b./g;
const LINE_BREAKS_AND_SPACES = /[\s\u0085\u2028\u2029]+/g;
/** What shows nothing, or turns the direction of what follows. Joiners stay: scripts and emoji need them. */
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * Text out of a log as one harmless line of at most `maxUnits` UTF-16 units: no control characters, escape sequences,
 * direction overrides or towers of combining marks; what is cut off ends in `…`.
 */
export function cleanLine(text: string, maxUnits: number): string {
  // A log line may have megabytes; what is far behind the cut cannot show.
  const near = text.slice(0, maxUnits * 8);
  const line = near
    .replace(ESCAPE_SEQUENCES, '')
    .replace(LINE_BREAKS_AND_SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
    .toWellFormed()
    .trim();
  return near.length < text.length && line.length < maxUnits ? `${line}…` : cutUnits(line, maxUnits);
}

/** At most `maxUnits` UTF-16 units, `…` included, never half a character. */
export function cutUnits(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  if (maxUnits < 1) return '';
  const end = maxUnits - 1;
  return `${text.slice(0, isHighSurrogate(text, end - 1) ? end - 1 : end)}…`;
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}
