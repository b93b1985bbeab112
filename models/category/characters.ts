/** What a character is to the reader of messages; a lexeme's kinds are those of its characters, joined by `|`. */
export const SEPARATOR = 1;
export const DIGIT = 2;
export const HEX_LETTER = 4;
export const COLON = 8;
const HYPHEN = 16;
export const OTHER = 32;

const KINDS = new Uint8Array(128).fill(SEPARATOR);
const assign = (characters: string, kind: number): void => {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
};
assign("ghijklmnopqrstuvwyzGHIJKLMNOPQRSTUVWXYZx_.$%+~/@#'", OTHER);
assign('abcdefABCDEF', HEX_LETTER);
assign('0123456789', DIGIT);
assign(':', COLON);
assign('-', HYPHEN);

/** The kind of a UTF-16 code unit. Whatever is not ASCII is part of a word, except spaces and their like. */
export function kindOf(code: number): number {
  if (code < 128) return KINDS[code] as number;
  return isWideSpace(code) ? SEPARATOR : OTHER;
}

function isWideSpace(code: number): boolean {
  return code === 0xa0 || (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x3003) || code === 0xfeff;
}

/** Whether it says nothing at the edge of a lexeme: . : - ' # */
export function isTrimmed(code: number): boolean {
  return code === 46 || code === 58 || code === 45 || code === 39 || code === 35;
}
