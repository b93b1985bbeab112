import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import type { TopicSpec } from '../../../core/topics.ts';

export interface Slot {
  id: number;
  topic: Topic;
  partition: number;
}

export interface Topic {
  name: string;
  /** [a-z0-9], later ones compare greater. */
  epoch: string;
  retentionMs: number;
  compacted: boolean;
  /** By partition. */
  slots: readonly Slot[];
}

/** What topics there are. They are never removed, so what is known stays true. */
export interface Catalog {
  /** @throws PipelineError `not_found` */
  topic(name: string): Topic;
  topics(): Topic[];
  /** To be called inside a write transaction. */
  create(spec: TopicSpec, now: number): void;
}

/** The time in base 36, nine digits, so that a later epoch sorts behind; two random ones against a clock that was set back. */
function createEpoch(now: number): string {
  const time = Math.max(0, Math.floor(now)).toString(36).padStart(9, '0');
  const random = Math.floor(Math.random() * 36 ** 2).toString(36);
  return time + random.padStart(2, '0');
}

export function createCatalog(db: DatabaseSync): Catalog {
  const known = new Map<string, Topic>();
  const selectTopics = db.prepare('SELECT name, epoch, retention_ms, compacted FROM topic ORDER BY name');
  const selectSlots = db.prepare('SELECT id, topic, partition FROM slot ORDER BY topic, partition');
  const insertTopic = db.prepare(
    `INSERT INTO topic (name, epoch, retention_ms, compacted) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET retention_ms = excluded.retention_ms`,
  );
  const insertSlot = db.prepare('INSERT INTO slot (topic, partition, next_offset) VALUES (?, ?, 0)');

  const load = (): void => {
    const slots = selectSlots.all();
    for (const row of selectTopics.all()) {
      const name = String(row.name);
      const own: Slot[] = [];
      const topic: Topic = {
        name,
        epoch: String(row.epoch),
        retentionMs: Number(row.retention_ms),
        compacted: row.compacted === 1,
        slots: own,
      };
      for (const slot of slots) {
        if (slot.topic === name) own.push({ id: Number(slot.id), topic, partition: Number(slot.partition) });
      }
      known.set(name, topic);
    }
  };

  return {
    topic(name) {
      if (!known.has(name)) load();
      const topic = known.get(name);
      if (!topic) throw new PipelineError('not_found', `there is no topic "${name}"`, { details: { topic: name } });
      return topic;
    },
    topics() {
      load();
      return [...known.values()];
    },
    create({ name, partitions, retentionMs, compacted }, now) {
      insertTopic.run(name, createEpoch(now), retentionMs, compacted ? 1 : 0);
      const have = selectSlots.all().filter((slot) => slot.topic === name).length;
      if (have > 0) return;
      for (let partition = 0; partition < partitions; partition++) insertSlot.run(name, partition);
    },
  };
}
