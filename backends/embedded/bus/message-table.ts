import type { DatabaseSync } from 'node:sqlite';
import type { IncomingMessage, OutgoingMessage } from '../../../core/log-bus.ts';
import { decodeBatch, type EncodedBatch, type StoredBatch } from './batch-codec.ts';
import type { Slot } from './catalog.ts';

/** Offsets of a slot fill 40 bits of the rowid, which leaves 13 for the slot within a double's exact integers. */
const SPAN = 2 ** 40;
const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({});

/** The messages of every slot: batches where all are kept, entries by key where only the newest is. */
export interface MessageTable {
  endOffset(slot: Slot): number;
  /** Of the oldest message kept; the end when there is none. */
  beginOffset(slot: Slot): number;
  /** Inside a write transaction; gives the offset of the first. */
  appendBatches(slot: Slot, batches: readonly EncodedBatch[], now: number): number;
  /** The same for a compacted slot: puts, and removes where the value is null. */
  appendEntries(slot: Slot, messages: readonly OutgoingMessage[], now: number): number;
  /** Batches that hold the offset or what follows, in order, one at a time. Stop early as you like; no `await` in between. */
  batchesFrom(slot: Slot, offset: number): Iterable<() => IncomingMessage[]>;
  entriesFrom(slot: Slot, offset: number, limit: number): IncomingMessage[];
  /** Of the message at that offset, or of the newest that was stored together with it: nothing is unpacked for it. Null beyond the end. */
  timestampAt(slot: Slot, offset: number): number | null;
  /** The first message with a timestamp at or after the time; the end when there is none. */
  offsetAt(slot: Slot, timestamp: number): number;
  /** The newest value of every key. */
  state(slot: Slot): Map<string, Buffer>;
  /** Inside a write transaction: removes at most so many of the oldest batches appended before the time. Gives the first offset still kept and whether more is left. */
  dropBatches(slot: Slot, appendedBefore: number, limit: number): { dropped: number; more: boolean };
}

function toBuffer(value: unknown): Buffer {
  const bytes = value as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function toStored(row: Record<string, unknown>): StoredBatch {
  return {
    baseOffset: Number(row.id) % SPAN,
    compressed: Number(row.compressed),
    checksum: Number(row.checksum),
    payload: row.payload as Uint8Array,
  };
}

function toMessage(row: Record<string, unknown>): IncomingMessage {
  return {
    offset: Number(row.id) % SPAN,
    key: String(row.key),
    value: toBuffer(row.value),
    headers: row.headers === '' ? NO_HEADERS : JSON.parse(String(row.headers)),
    timestamp: Number(row.timestamp),
  };
}

const low = (slot: Slot): number => slot.id * SPAN;
const high = (slot: Slot): number => (slot.id + 1) * SPAN;

export function createMessageTable(db: DatabaseSync): MessageTable {
  return { ...createWriter(db), ...createReader(db) };
}

function createWriter(db: DatabaseSync): Pick<MessageTable, 'appendBatches' | 'appendEntries' | 'dropBatches'> {
  const advance = db.prepare('UPDATE slot SET next_offset = next_offset + ? WHERE id = ? RETURNING next_offset');
  const insertBatch = db.prepare(
    `INSERT INTO batch (id, slot, count, appended_at, max_timestamp, compressed, checksum, payload)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const putEntry = db.prepare(
    'INSERT OR REPLACE INTO entry (id, slot, key, timestamp, headers, value) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const removeEntry = db.prepare('DELETE FROM entry WHERE slot = ? AND key = ?');
  const oldest = db.prepare('SELECT id, count, appended_at FROM batch WHERE id >= ? AND id < ? ORDER BY id LIMIT ?');
  const removeBatch = db.prepare('DELETE FROM batch WHERE id = ?');

  const reserve = (slot: Slot, count: number): number => Number(advance.get(count, slot.id)?.next_offset) - count;

  return {
    appendBatches(slot, batches, now) {
      let count = 0;
      for (const batch of batches) count += batch.count;
      const base = reserve(slot, count);
      let id = low(slot) + base;
      for (const { count, maxTimestamp, compressed, checksum, payload } of batches) {
        insertBatch.run(id, slot.id, count, now, maxTimestamp, compressed, checksum, payload);
        id += count;
      }
      return base;
    },
    appendEntries(slot, messages, now) {
      const base = reserve(slot, messages.length);
      let id = low(slot) + base;
      for (const { key, value, timestamp = now, headers } of messages) {
        if (value === null) removeEntry.run(slot.id, key);
        else {
          const bytes = typeof value === 'string' ? Buffer.from(value) : value;
          putEntry.run(id, slot.id, key, timestamp, headers ? JSON.stringify(headers) : '', bytes);
        }
        id += 1;
      }
      return base;
    },
    dropBatches(slot, appendedBefore, limit) {
      const rows = oldest.all(low(slot), high(slot), limit);
      let dropped = 0;
      for (const row of rows) {
        if (Number(row.appended_at) >= appendedBefore) return { dropped, more: false };
        removeBatch.run(Number(row.id));
        dropped += Number(row.count);
      }
      return { dropped, more: rows.length === limit };
    },
  };
}

function createReader(db: DatabaseSync): Omit<MessageTable, 'appendBatches' | 'appendEntries' | 'dropBatches'> {
  const end = db.prepare('SELECT next_offset FROM slot WHERE id = ?');
  const firstBatch = db.prepare('SELECT min(id) AS id FROM batch WHERE id >= ? AND id < ?');
  const firstEntry = db.prepare('SELECT min(id) AS id FROM entry WHERE id >= ? AND id < ?');
  const holding = db.prepare('SELECT max(id) AS id FROM batch WHERE id >= ? AND id <= ?');
  const batches = db.prepare(
    'SELECT id, compressed, checksum, payload FROM batch WHERE id >= ? AND id < ? ORDER BY id',
  );
  const entries = db.prepare(
    'SELECT id, key, timestamp, headers, value FROM entry WHERE id >= ? AND id < ? ORDER BY id LIMIT ?',
  );
  const batchAt = db.prepare('SELECT min(id) AS id FROM batch WHERE slot = ? AND max_timestamp >= ?');
  const entryAt = db.prepare('SELECT min(id) AS id FROM entry WHERE id >= ? AND id < ? AND timestamp >= ?');

  const batchTime = db.prepare(
    'SELECT max_timestamp AS time FROM batch WHERE id >= ? AND id <= ? ORDER BY id DESC LIMIT 1',
  );
  const entryTime = db.prepare('SELECT timestamp AS time FROM entry WHERE id >= ? AND id < ? ORDER BY id LIMIT 1');

  const endOffset = (slot: Slot): number => Number(end.get(slot.id)?.next_offset);
  function* batchesFrom(slot: Slot, offset: number) {
    const from = Number(holding.get(low(slot), low(slot) + offset)?.id ?? low(slot) + offset);
    for (const row of batches.iterate(from, high(slot))) yield () => decodeBatch(toStored(row));
  }

  return {
    endOffset,
    beginOffset(slot) {
      const id = (slot.topic.compacted ? firstEntry : firstBatch).get(low(slot), high(slot))?.id;
      return id == null ? endOffset(slot) : Number(id) % SPAN;
    },
    batchesFrom,
    entriesFrom: (slot, offset, limit) => entries.all(low(slot) + offset, high(slot), limit).map(toMessage),
    timestampAt(slot, offset) {
      if (offset >= endOffset(slot)) return null;
      const row = slot.topic.compacted
        ? entryTime.get(low(slot) + offset, high(slot))
        : batchTime.get(low(slot), low(slot) + offset);
      return row === undefined ? null : Number(row.time);
    },
    offsetAt(slot, timestamp) {
      const row = slot.topic.compacted
        ? entryAt.get(low(slot), high(slot), timestamp)
        : batchAt.get(slot.id, timestamp);
      if (row?.id == null) return endOffset(slot);
      const base = Number(row.id) % SPAN;
      if (slot.topic.compacted) return base;
      for (const decode of batchesFrom(slot, base)) {
        const found = decode().find((message) => message.timestamp >= timestamp);
        if (found) return found.offset;
      }
      return endOffset(slot);
    },
    state(slot) {
      const newest = new Map<string, Buffer>();
      for (const row of entries.iterate(low(slot), high(slot), -1)) newest.set(String(row.key), toBuffer(row.value));
      return newest;
    },
  };
}
