import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import { type BlockHead, FILTER_PART, HEAD_PART } from './block-format.ts';
import { type BlockInfo, createBlockTable } from './block-table.ts';
import type { Parts } from './decode-columns.ts';
import { createDecodedCache, type DecodedCache } from './decoded-cache.ts';
import { unpackFrame } from './frame.ts';
import { type Block, openBlock } from './open-block.ts';
import { openTokenFilter, type TokenFilter } from './token-filter.ts';

/** Blocks of a database, unpacked as needed. */
export interface BlockSource {
  /** Blocks that touch the range, in the order of writing. */
  list(from?: number, to?: number): BlockInfo[];
  holding(epoch: string, partition: number, offset: number): BlockInfo[];
  /** Reading anything of a damaged block throws PipelineError `data_corrupt` with the block's id in `details.block`. */
  open(info: BlockInfo): Block;
  filter(info: BlockInfo): TokenFilter;
}

export interface BlockSourceOptions {
  /** For unpacked columns. */
  cacheBytes: number;
  /** For token filters, which every search for a word looks at. */
  filterCacheBytes: number;
}

export function createBlockSource(db: DatabaseSync, options: BlockSourceOptions): BlockSource {
  const table = createBlockTable(db);
  const decoded = createDecodedCache<unknown>(options.cacheBytes);
  const filters = createDecodedCache<unknown>(options.filterCacheBytes);

  function load(
    cache: DecodedCache<unknown>,
    block: number,
    part: number,
    decode: (raw: Buffer) => { value: unknown; bytes: number },
  ) {
    const key = `${block}/${part}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    try {
      const frame = table.part(block, part);
      if (!frame) throw new RangeError(`part ${part} is missing`);
      const { value, bytes } = decode(unpackFrame(frame));
      cache.set(key, value, bytes);
      return value;
    } catch (cause) {
      if (cause instanceof PipelineError) throw cause;
      throw new PipelineError('data_corrupt', `Block ${block} of the store is damaged.`, {
        cause,
        details: { block, part },
      });
    }
  }

  function headOf(info: BlockInfo): BlockHead {
    return load(decoded, info.id, HEAD_PART, (raw) => {
      const value = JSON.parse(raw.toString()) as BlockHead;
      if (value.rows !== info.rows) throw new RangeError('head and block differ');
      return { value, bytes: raw.length * 3 };
    }) as BlockHead;
  }

  return {
    list: table.list,
    holding: table.holding,
    open(info) {
      const parts: Parts = {
        rows: info.rows,
        read: <T>(part: number, decode: (raw: Buffer) => { value: T; bytes: number }) =>
          load(decoded, info.id, part, decode) as T,
      };
      return openBlock(headOf(info), parts);
    },
    filter: (info) =>
      load(filters, info.id, FILTER_PART, (raw) => ({ value: openTokenFilter(raw), bytes: raw.length })) as TokenFilter,
  };
}
