/**
 * A message as a template and its variables, as in CLP (Rodrigues, Luo, Yuan, OSDI 2021): a token (the query language's: a
 * maximal run of letters and decimal digits) that holds a digit is a variable, everything else is the template, where
 * each variable leaves {@link SLOT}. A query word without digits is then decided by looking at templates alone.
 */
export const SLOT = '\0';

/** Stands behind each template in a pool of them, so that no token reaches from one into the next. */
export const TEMPLATE_END = '\n';

const DIGIT_TOKEN = /[\p{L}\p{Nd}]*\p{Nd}[\p{L}\p{Nd}]*/gu;

/** 1 letter, 2 digit, 0 neither. */
const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  return /[a-z]/i.test(char) ? 1 : /\d/.test(char) ? 2 : 0;
});

/** Appends the variables to `variables` and answers with the template. A message that holds the slot character is one single variable. */
export function splitMessage(message: string, variables: string[]): string {
  let template = '';
  let copied = 0;
  let start = 0;
  let hasDigit = false;
  for (let at = 0; at <= message.length; at++) {
    const unit = at < message.length ? message.charCodeAt(at) : 32;
    if (unit >= 128 || unit === 0) return splitAny(message, variables, variables.length - slotsIn(template));
    const kind = ASCII_KINDS[unit];
    if (kind !== 0) {
      if (kind === 2) hasDigit = true;
      continue;
    }
    if (hasDigit) {
      variables.push(message.slice(start, at));
      template += message.slice(copied, start) + SLOT;
      copied = at;
      hasDigit = false;
    }
    start = at + 1;
  }
  return copied === 0 ? message : template + message.slice(copied);
}

/** The same for any message; variables beyond `keep` are from an attempt that met a character it did not know. */
function splitAny(message: string, variables: string[], keep: number): string {
  variables.length = keep;
  if (message.includes(SLOT)) {
    variables.push(message);
    return SLOT;
  }
  return message.replace(DIGIT_TOKEN, (token) => {
    variables.push(token);
    return SLOT;
  });
}

/** How many variables a template takes. */
export function slotsIn(template: string): number {
  let slots = 0;
  for (let at = template.indexOf(SLOT); at >= 0; at = template.indexOf(SLOT, at + 1)) slots++;
  return slots;
}
