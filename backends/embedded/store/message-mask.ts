import { foldCase, tokenize } from '../../../core/query/tokens.ts';
import type { MessageColumn } from './decode-columns.ts';
import type { Mask } from './mask.ts';
import { SLOT } from './message-template.ts';
import type { TextPool } from './text-pool.ts';

/** What a query asks of messages that templates can answer. */
export type MessageQuestion = { kind: 'phrase'; tokens: readonly string[] } | { kind: 'token_prefix'; prefix: string };

/** The tokens of a template in order; a number stands for the variable in that slot. */
type Item = string | number;

/** What must hold of the variables of one row: each slot's token is, or begins with, this text. */
type Condition = readonly { slot: number; text: string }[];

/** All rows of a template, none, or those where one of the conditions holds. */
type Verdict = boolean | Condition[];

const itemsOf = new WeakMap<readonly string[], Item[][]>();

function templateItems(templates: readonly string[]): Item[][] {
  let items = itemsOf.get(templates);
  if (!items) {
    items = templates.map((template) =>
      template
        .split(SLOT)
        .flatMap((part, slot): Item[] => (slot === 0 ? tokenize(part) : [slot - 1, ...tokenize(part)])),
    );
    itemsOf.set(templates, items);
  }
  return items;
}

const hasDigit = (token: string): boolean => /\p{Nd}/u.test(token);

function judgePhrase(items: readonly Item[], tokens: readonly string[], digits: readonly boolean[]): Verdict {
  const found: Condition[] = [];
  for (let start = 0; start + tokens.length <= items.length; start++) {
    const condition = alignPhrase(items, start, tokens, digits);
    if (condition?.length === 0) return true;
    if (condition) found.push(condition);
  }
  return found.length > 0 && found;
}

function alignPhrase(
  items: readonly Item[],
  start: number,
  tokens: readonly string[],
  digits: readonly boolean[],
): Condition | null {
  const condition: { slot: number; text: string }[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const item = items[start + index];
    const text = tokens[index] as string;
    if (typeof item !== 'number') {
      if (item !== text) return null;
    } else if (digits[index]) condition.push({ slot: item, text });
    else return null;
  }
  return condition;
}

function judgePrefix(items: readonly Item[], prefix: string): Verdict {
  const found: Condition[] = [];
  for (const item of items) {
    if (typeof item === 'number') found.push([{ slot: item, text: prefix }]);
    else if (item.startsWith(prefix)) return true;
  }
  return found.length > 0 && found;
}

const lowered = new WeakMap<TextPool, string>();

/** Lower-casing keeps every variable at its place: it changes no lengths. */
function loweredText(pool: TextPool): string {
  let text = lowered.get(pool);
  if (text === undefined) {
    text = foldCase(pool.text);
    lowered.set(pool, text);
  }
  return text;
}

/**
 * The rows whose message has what is asked for. Exact: a token without a digit stands in the template or nowhere, one with
 * a digit in a variable or nowhere.
 * @param judge the same question for one message: for those that were kept whole
 */
export function maskMessages(
  messages: MessageColumn,
  question: MessageQuestion,
  judge: (message: string) => boolean,
): Mask {
  const rows = messages.entries;
  const digits = question.kind === 'phrase' ? question.tokens.map(hasDigit) : [];
  const mask = new Uint8Array(rows);
  let anyRow = false;
  let allRows = true;
  for (const [template, items] of templateItems(messages.templates).entries()) {
    const verdict =
      question.kind === 'phrase' ? judgePhrase(items, question.tokens, digits) : judgePrefix(items, question.prefix);
    if (verdict !== true) allRows = false;
    if (messages.templates[template] === SLOT) {
      anyRow = true;
      for (const row of messages.rowsOf(template)) mask[row] = judge(messages.value(row)) ? 1 : 0;
    } else if (verdict !== false) {
      anyRow = true;
      const own = messages.rowsOf(template);
      if (verdict === true) for (let at = 0; at < own.length; at++) mask[own[at] as number] = 1;
      else for (const condition of verdict) markRows(messages, template, condition, question.kind === 'phrase', mask);
    }
  }
  return anyRow && (allRows || mask);
}

function markRows(
  messages: MessageColumn,
  template: number,
  condition: Condition,
  whole: boolean,
  mask: Uint8Array,
): void {
  const own = messages.rowsOf(template);
  const pool = messages.variables();
  const text = loweredText(pool);
  const tests = condition.map(({ slot, text: wanted }) => ({
    wanted,
    first: messages.firstVariable(template) + slot * own.length,
  }));
  for (let rank = 0; rank < own.length; rank++) {
    const holds = tests.every(({ wanted, first }) => {
      const begin = pool.offsets[first + rank] as number;
      const length = (pool.offsets[first + rank + 1] as number) - begin;
      return (whole ? length === wanted.length : length >= wanted.length) && text.startsWith(wanted, begin);
    });
    if (holds) mask[own[rank] as number] = 1;
  }
}
