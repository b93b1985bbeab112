import { foldCase, phraseExpression, prefixExpression, tokenize } from '../../../core/query/tokens.ts';
import type { MessageColumn } from './decode-columns.ts';
import type { Mask } from './mask.ts';
import { SLOT, slotsIn, TEMPLATE_END } from './message-template.ts';
import type { TextPool } from './text-pool.ts';

/** What a query asks of messages that templates can answer. */
export type MessageQuestion = { kind: 'phrase'; tokens: readonly string[] } | { kind: 'token_prefix'; prefix: string };

/** Finds the rows whose message has what is asked for. */
export type MessageMask = (messages: MessageColumn) => Mask;

/** The tokens of a template in order; a number stands for the variable in that slot. */
type Item = string | number;

/** What must hold of the variables of one row: each slot's token is, or begins with, this text. */
type Condition = readonly { slot: number; text: string }[];

/** All rows of a template, none, or those where one of the conditions holds. */
type Verdict = boolean | Condition[];

/** How one question is asked of templates. */
interface Asking {
  /** Marks the templates that may have matching rows. */
  findTemplates(templates: TextPool): Uint8Array;
  judge(template: string): Verdict;
  /** A variable must be the text, not only begin with it. */
  whole: boolean;
}

const hasDigit = (token: string): boolean => /\p{Nd}/u.test(token);

function itemsOf(template: string): Item[] {
  return template
    .split(SLOT)
    .flatMap((part, slot): Item[] => (slot === 0 ? tokenize(part) : [slot - 1, ...tokenize(part)]));
}

/** The templates in which an expression (without the flag `g`) finds something. */
function markFound(templates: TextPool, expression: RegExp, marks: Uint8Array): void {
  const search = new RegExp(expression.source, 'gu');
  let template = 0;
  for (let found = search.exec(templates.text); found; found = search.exec(templates.text)) {
    while ((templates.offsets[template + 1] as number) <= found.index) template++;
    marks[template] = 1;
    search.lastIndex = templates.offsets[template + 1] as number;
  }
}

function markWithSlots(templates: TextPool, marks: Uint8Array): void {
  let template = 0;
  for (
    let at = templates.text.indexOf(SLOT);
    at >= 0;
    at = templates.text.indexOf(SLOT, templates.offsets[template + 1])
  ) {
    while ((templates.offsets[template + 1] as number) <= at) template++;
    marks[template] = 1;
  }
}

function askPhrase(tokens: readonly string[]): Asking {
  const digits = tokens.map(hasDigit);
  const words = tokens.filter((_, index) => !digits[index]).sort((a, b) => b.length - a.length);
  const [rarest] = words;
  const expression = rarest === undefined ? null : phraseExpression([rarest]);
  return {
    findTemplates(templates) {
      const marks = new Uint8Array(templates.length);
      if (expression) markFound(templates, expression, marks);
      else markWithSlots(templates, marks);
      return marks;
    },
    judge(template) {
      if (tokens.length > 1) return judgePhrase(itemsOf(template), tokens, digits);
      return expression !== null || inAnySlot(template, tokens[0] as string);
    },
    whole: true,
  };
}

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

function inAnySlot(template: string, text: string): Verdict {
  const slots = slotsIn(template);
  return slots > 0 && Array.from({ length: slots }, (_, slot) => [{ slot, text }]);
}

function askPrefix(prefix: string): Asking {
  const expression = prefixExpression(prefix);
  return {
    findTemplates(templates) {
      const marks = new Uint8Array(templates.length);
      markFound(templates, expression, marks);
      markWithSlots(templates, marks);
      return marks;
    },
    judge(template) {
      if (expression.test(template)) return true;
      return inAnySlot(template, prefix);
    },
    whole: false,
  };
}

/**
 * Exact: a token without a digit stands in the template or nowhere, one with a digit in a variable or nowhere.
 * @param judge the same question for one message: for those that were kept whole
 */
export function compileMessageMask(question: MessageQuestion, judge: (message: string) => boolean): MessageMask {
  const asking = question.kind === 'phrase' ? askPhrase(question.tokens) : askPrefix(question.prefix);
  return (messages) => {
    const { templates } = messages;
    const marks = asking.findTemplates(templates);
    const open = new Map<number, Condition[]>();
    let sure = 0;
    for (let template = 0; template < marks.length; template++) {
      if (marks[template] === 0) continue;
      const verdict = asking.judge(templates.get(template));
      if (typeof verdict !== 'boolean') open.set(template, verdict);
      marks[template] = verdict === true ? 1 : 0;
      sure += marks[template] as number;
    }
    const whole = findWhole(templates);
    if (sure === templates.length) return true;
    if (sure === 0 && open.size === 0 && whole < 0) return false;
    const mask = maskOfTemplates(messages, marks);
    for (const [template, conditions] of open) {
      if (template !== whole)
        for (const condition of conditions) markRows(messages, template, condition, asking.whole, mask);
    }
    if (whole >= 0) for (const row of messages.rowsOf(whole)) mask[row] = judge(messages.value(row)) ? 1 : 0;
    return mask;
  };
}

/** The template that stands for messages kept whole (and for those that are one variable), or -1. */
function findWhole(templates: TextPool): number {
  const text = SLOT + TEMPLATE_END;
  for (let template = 0; template < templates.length; template++) {
    const begin = templates.offsets[template] as number;
    if ((templates.offsets[template + 1] as number) - begin === text.length && templates.text.startsWith(text, begin))
      return template;
  }
  return -1;
}

function maskOfTemplates(messages: MessageColumn, marks: Uint8Array): Uint8Array {
  const codes = messages.templateCodes();
  const mask = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) mask[row] = marks[(codes[row] as number) - 1] as number;
  return mask;
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
  const base = messages.firstVariable(template);
  const tests = condition.map(({ slot, text: wanted }) => ({ wanted, first: base + slot * own.length }));
  for (let rank = 0; rank < own.length; rank++) {
    const holds = tests.every(({ wanted, first }) => {
      const begin = pool.offsets[first + rank] as number;
      const length = (pool.offsets[first + rank + 1] as number) - begin;
      return (whole ? length === wanted.length : length >= wanted.length) && text.startsWith(wanted, begin);
    });
    if (holds) mask[own[rank] as number] = 1;
  }
}
