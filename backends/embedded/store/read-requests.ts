import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import type { AggregateResult, SearchResult } from '../../../core/log-store.ts';
import type { LogRecord } from '../../../core/record.ts';
import { onSnapshot } from '../transaction.ts';
import { aggregateBlocks, type PlainAggregateRequest } from './aggregate-blocks.ts';
import { type BlockSourceOptions, createBlockSource } from './block-source.ts';
import { getRecords } from './get-records.ts';
import { type PlainSearchRequest, searchBlocks } from './search-blocks.ts';
import { createTermTotals } from './term-totals.ts';

/** What can be asked of the blocks, by its name; plain data, so that it can cross to another thread. */
export interface ReadKinds {
  search: { request: PlainSearchRequest; answer: SearchResult };
  aggregate: { request: PlainAggregateRequest; answer: AggregateResult };
  get: { request: readonly string[]; answer: LogRecord[] };
}
export type ReadKind = keyof ReadKinds;

export interface RequestReader {
  /** @param check called now and then; may throw to end the work */
  read<K extends ReadKind>(kind: K, request: ReadKinds[K]['request'], check: () => void): ReadKinds[K]['answer'];
  /** Blocks found damaged since the last call; they are left out of every answer. */
  takeDamaged(): PipelineError[];
}

/** Answers on one snapshot each. */
export function createRequestReader(db: DatabaseSync, options: BlockSourceOptions): RequestReader {
  const source = createBlockSource(db, options);
  const totals = createTermTotals(source);
  const damaged = new Set<number>();
  let news: PipelineError[] = [];

  const answers: { [K in ReadKind]: (request: ReadKinds[K]['request'], check: () => void) => ReadKinds[K]['answer'] } =
    {
      search: (request, check) => searchBlocks(source, sound(request), request, check),
      aggregate: (request, check) => aggregateBlocks({ source, totals }, sound(request), request, check),
      get: (request, check) => getRecords(source, request, damaged, check),
    };
  const sound = ({ from, to }: { from: number; to: number }) =>
    source.list(from, to).filter(({ id }) => !damaged.has(id));

  return {
    read(kind, request, check) {
      for (;;) {
        try {
          return onSnapshot(db, () => answers[kind](request, check));
        } catch (error) {
          const block = damagedBlock(error);
          if (block === null || damaged.has(block)) throw error;
          damaged.add(block);
          news.push(error as PipelineError);
        }
      }
    },
    takeDamaged() {
      const taken = news;
      news = [];
      return taken;
    },
  };
}

/** The block that the error says is damaged. */
export function damagedBlock(error: unknown): number | null {
  if (!(error instanceof PipelineError) || error.code !== 'data_corrupt') return null;
  const block = error.details?.block;
  return typeof block === 'number' ? block : null;
}
