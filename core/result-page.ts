import type { RecordPosition, SearchRequest, SearchResult } from './log-store.ts';
import type { AttributeValue, LogRecord } from './record.ts';
import { parseTime } from './time.ts';

/** A page of a search while its matches are found, in order. */
export interface ResultPage {
  /** How many further matches settle what is on it, and whether more follow; 0 when that is known. */
  missing(): number;
  /** Takes the next match; one that is too much only tells that more follow. */
  add(record: LogRecord): void;
  result(): Pick<SearchResult, 'records' | 'next'>;
}

const NUMBER_CHARACTERS = 8;

/** Every store ends its pages in the same place. */
export function createResultPage({ limit, maxCharacters }: Pick<SearchRequest, 'limit' | 'maxCharacters'>): ResultPage {
  const records: LogRecord[] = [];
  let characters = 0;
  let follows = false;
  return {
    missing: () => (follows || limit === 0 ? 0 : limit + 1 - records.length),
    add(record) {
      if (follows) return;
      if (maxCharacters !== undefined) characters += charactersOf(record);
      if (records.length < limit && (records.length === 0 || characters <= (maxCharacters ?? characters))) {
        records.push(record);
      } else follows = true;
    },
    result() {
      const last = records.at(-1);
      return { records, next: last && follows ? positionOf(last) : null };
    },
  };
}

/** Where a record stands in the order of records. */
export const positionOf = ({ timestamp, id }: LogRecord): RecordPosition => ({ timestamp: parseTime(timestamp), id });

/** About how many characters all fields of a record have together. */
function charactersOf(value: LogRecord | AttributeValue | undefined): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return NUMBER_CHARACTERS;
  let sum = 0;
  if (Array.isArray(value)) for (const each of value) sum += charactersOf(each);
  else for (const [key, each] of Object.entries(value)) sum += key.length + charactersOf(each);
  return sum;
}
