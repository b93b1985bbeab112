import { getOrCreate } from '../../core/get-or-create.ts';
import type { Scalar } from '../../core/query/fields.ts';
import type { Attributes, AttributeValue } from '../../core/record.ts';
import { cutText, isFaithful, isFaithfulPath, MAX_ATTRIBUTE } from './faithful-text.ts';
import { addressTermsOf, numberTermOf } from './keyed-terms.ts';

/** What the index is told of a record besides the fields themselves. Repetitions do no harm. */
export interface Facts {
  /** Names of fields that are there; `attributes.a` where there is a value at that path or below it. */
  present: string[];
  numbers: string[];
  addresses: string[];
}

export const createFacts = (): Facts => ({ present: [], numbers: [], addresses: [] });

/** Notes the number or the address that a value of this field is. */
export function noteValue(facts: Facts, field: string, value: Scalar): void {
  const number = numberTermOf(field, value);
  if (number !== null) facts.numbers.push(number);
  for (const address of addressTermsOf(field, value)) facts.addresses.push(address);
}

/** Deeper attributes are given by path. */
const MAX_DEPTH = 20;

interface Walk {
  facts: Facts;
  /** Whether a flattened field takes the attributes as they are, and loses nothing of them. */
  whole: boolean;
}

/**
 * Attributes as a flattened field takes them: as they are, or by path, long texts cut, where it would refuse them.
 * Notes what there is to note of them.
 */
export function readAttributes(attributes: Attributes, facts: Facts): { indexed: Attributes; whole: boolean } {
  const walk: Walk = { facts, whole: true };
  visit(attributes, null, 0, walk);
  return { indexed: walk.whole ? attributes : byPath(attributes), whole: walk.whole };
}

/** Whether there is any value in the node. */
function visit(node: AttributeValue, path: string | null, depth: number, walk: Walk): boolean {
  if (node === null) return false;
  if (typeof node !== 'object') return visitValue(node, path ?? '', walk);
  if (depth > MAX_DEPTH) walk.whole = false;
  let any = false;
  if (Array.isArray(node)) {
    let before: AttributeValue = null;
    for (const element of node) {
      // long lists often say the same again and again, and to note it once is enough
      if (element === before) continue;
      before = element;
      any = visit(element, path, depth + 1, walk) || any;
    }
    return any;
  }
  for (const key of Object.keys(node)) {
    const below = path === null ? key : `${path}.${key}`;
    const isKnown = isFaithfulPath(below);
    if (!isKnown) walk.whole = false;
    if (!visit(node[key] ?? null, below, depth + 1, walk)) continue;
    if (isKnown) walk.facts.present.push(`attributes.${below}`);
    any = true;
  }
  return any;
}

function visitValue(value: Scalar, path: string, walk: Walk): boolean {
  if (typeof value === 'string' && !isFaithful(value, MAX_ATTRIBUTE)) walk.whole = false;
  if (typeof value !== 'boolean' && isFaithfulPath(path)) noteValue(walk.facts, `attributes.${path}`, value);
  return true;
}

function byPath(attributes: Attributes): Attributes {
  const values = new Map<string, string[]>();
  const gather = (node: AttributeValue, path: string | null): void => {
    if (node === null) return;
    if (typeof node !== 'object') {
      const text = cutText(String(node), MAX_ATTRIBUTE).toWellFormed();
      if (isFaithfulPath(path ?? '')) getOrCreate(values, path ?? '', () => []).push(text);
    } else if (Array.isArray(node)) {
      for (const element of node) gather(element, path);
    } else {
      for (const key of Object.keys(node)) gather(node[key] ?? null, path === null ? key : `${path}.${key}`);
    }
  };
  gather(attributes, null);
  return Object.fromEntries(values);
}
