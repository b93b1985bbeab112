/** Control characters (C0, DEL, C1), line separators, and marks that change the direction of writing. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text with everything that could steer a terminal or fake a line written as an escape, such as `\u001b`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}
