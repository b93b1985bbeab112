import { textOf } from './text-units.ts';

/** Numbers different templates in the order in which they first come. */
export interface TemplateTable {
  /** The number, from 1 on, of the template that stands in the first so many units; the same template always has the same hash. */
  codeOf(template: Uint16Array, length: number, hash: number): number;
  /** All templates by their number. */
  texts(): string[];
}

const EMPTY = 0;

/** @param most how many different ones there can be */
export function createTemplateTable(most: number): TemplateTable {
  const slots = new Uint16Array(2 ** Math.ceil(Math.log2(most * 2 + 2)));
  const ends = new Uint32Array(most + 1);
  let pool = new Uint16Array(4_096);
  let count = 0;

  function isTemplate(code: number, template: Uint16Array, length: number): boolean {
    const begin = ends[code - 1] as number;
    if ((ends[code] as number) - begin !== length) return false;
    for (let at = 0; at < length; at++) if (pool[begin + at] !== template[at]) return false;
    return true;
  }

  function add(template: Uint16Array, length: number): number {
    const begin = ends[count] as number;
    if (begin + length > pool.length) {
      const grown = new Uint16Array((begin + length) * 2);
      grown.set(pool);
      pool = grown;
    }
    pool.set(template.subarray(0, length), begin);
    ends[++count] = begin + length;
    return count;
  }

  return {
    codeOf(template, length, hash) {
      let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
      for (; slots[slot] !== EMPTY; slot = (slot + 1) & (slots.length - 1))
        if (isTemplate(slots[slot] as number, template, length)) return slots[slot] as number;
      slots[slot] = add(template, length);
      return slots[slot] as number;
    },
    texts() {
      const all = textOf(pool.subarray(0, ends[count]));
      return Array.from({ length: count }, (_, index) => all.slice(ends[index], ends[index + 1]));
    },
  };
}
