/** Slack's mrkdwn, made from text that means nothing by itself. */

const ZERO_WIDTH_SPACE = '\u200b';

/** Escaped, with `@channel` and its like broken, in at most `limit` characters; cut between characters, with `…`. */
export function escapeText(text: string, limit: number): string {
  const safe = text.replace(/@(?=channel|here|everyone)/gi, `@${ZERO_WIDTH_SPACE}`);
  let out = '';
  for (const character of safe) {
    const escaped = escapeCharacter(character);
    if (out.length + escaped.length > limit - 1) return out.length === 0 && limit < 1 ? '' : `${out}…`;
    out += escaped;
  }
  return out;
}

/** Inside backticks nothing is formatted or linked. */
export function inlineCode(text: string, limit: number): string {
  return `\`${escapeText(text.replaceAll('`', "'"), limit - 2)}\``;
}

/** Lines in one code block. */
export function codeBlock(lines: readonly string[], limitPerLine: number): string {
  return `\`\`\`${lines.map((line) => escapeText(line.replaceAll('`', "'"), limitPerLine)).join('\n')}\`\`\``;
}

/** `url` is encoded already; the label is not. */
export function link(url: string, label: string): string {
  return `<${url.replaceAll('&', '&amp;').replaceAll('|', '%7C').replaceAll('>', '%3E')}|${escapeText(label, 100)}>`;
}

function escapeCharacter(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  return character === '>' ? '&gt;' : character;
}
