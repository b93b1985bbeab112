import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import { type BlockHead, FILTER_FRAME, HEAD_FRAME } from './block-format.ts';
import { type BlockInfo, createBlockTable } from './block-table.ts';
import type { Decoded, Parts } from './decode-columns.ts';
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

  /** What a frame, or a part of one, decodes to; anything that goes wrong there is damage. */
  function load(cache: DecodedCache<unknown>, key: string, block: number, decode: () => Decoded<unknown>): unknown {
    const known = cache.get(key);
    if (known !== undefined) return known;
    try {
      const { value, bytes } = decode();
      cache.set(key, value, bytes);
      return value;
    } catch (cause) {
      if (cause instanceof PipelineError) throw cause;
      throw new PipelineError('data_corrupt', `block ${block} of the store is damaged`, { cause, details: { block } });
    }
  }

  function unpack(block: number, frame: number): Buffer {
    const packed = table.frame(block, frame);
    if (!packed) throw new RangeError(`frame ${frame} is missing`);
    return unpackFrame(packed);
  }

  function readPart(info: BlockInfo, { parts }: BlockHead, part: number): Buffer {
    const place = parts[part];
    if (!place) throw new RangeError(`part ${part} is missing`);
    const [frame, begin, length] = place;
    const key = `${info.id}/${frame}f`;
    const known = decoded.get(key) as Buffer | undefined;
    const raw = known ?? unpack(info.id, frame);
    if (!known && raw.length > length) decoded.set(key, raw, raw.length);
    if (begin + length > raw.length) throw new RangeError(`part ${part} is cut short`);
    return raw.subarray(begin, begin + length);
  }

  function remember(key: string, make: () => Decoded<unknown>): unknown {
    const known = decoded.get(key);
    if (known !== undefined) return known;
    const { value, bytes } = make();
    decoded.set(key, value, bytes);
    return value;
  }

  function headOf(info: BlockInfo): BlockHead {
    return load(decoded, `${info.id}/head`, info.id, () => {
      const raw = unpack(info.id, HEAD_FRAME);
      const value = JSON.parse(raw.toString()) as BlockHead;
      if (value.rows !== info.rows) throw new RangeError('head and block differ');
      return { value, bytes: raw.length * 3 };
    }) as BlockHead;
  }

  return {
    list: table.list,
    holding: table.holding,
    open(info) {
      const head = headOf(info);
      const parts: Parts = {
        rows: info.rows,
        derive: <T>(part: number, make: () => Decoded<T>) => remember(`${info.id}/${part}+`, make) as T,
        read: <T>(part: number, decode: (raw: Buffer) => Decoded<T>) =>
          load(decoded, `${info.id}/${part}`, info.id, () => decode(readPart(info, head, part))) as T,
      };
      return openBlock(head, parts);
    },
    filter: (info) =>
      load(filters, `${info.id}`, info.id, () => {
        const raw = unpack(info.id, FILTER_FRAME);
        return { value: openTokenFilter(raw), bytes: raw.length };
      }) as TokenFilter,
  };
}
