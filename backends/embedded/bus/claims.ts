import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../../core/errors.ts';
import type { Slot } from './catalog.ts';

/** Proof that a member owns a slot for its group: valid while the generation in the database is the same. */
export interface Claim {
  group: string;
  slot: Slot;
  generation: number;
}

/** Who reads a slot for a group. There is never more than one: each take-over has a new generation, and an older one cannot commit. */
export interface Claims {
  /** Inside a write transaction: takes the slot from whoever has it. */
  take(group: string, slot: Slot, member: string): Claim;
  /** Inside a write transaction: takes it only when nobody has it. */
  takeIfFree(group: string, slot: Slot, member: string): Claim | null;
  /** Inside a write transaction: gives it back, if it is still ours. */
  release(claim: Claim): void;
  isValid(claim: Claim): boolean;
  /** Where the group goes on, as committed; null when it never committed here. */
  nextOffset(claim: Claim): number | null;
  isFree(group: string, slot: Slot): boolean;
  /** Inside a write transaction. @throws PipelineError `fenced` */
  require(claim: Claim): void;
  /** Inside a write transaction, after `require`. */
  moveTo(claim: Claim, nextOffset: number): void;
  /** Groups that ever committed in the slot. */
  committed(slot: Slot): { group: string; nextOffset: number }[];
}

export function createClaims(db: DatabaseSync): Claims {
  const upsert = db.prepare(
    `INSERT INTO claim (grp, slot, generation, member) VALUES (?, ?, 1, ?)
     ON CONFLICT (grp, slot) DO UPDATE SET generation = generation + 1, member = excluded.member
     RETURNING generation`,
  );
  const select = db.prepare('SELECT generation, member, next_offset FROM claim WHERE grp = ? AND slot = ?');
  const clear = db.prepare('UPDATE claim SET member = NULL WHERE grp = ? AND slot = ? AND generation = ?');
  const move = db.prepare('UPDATE claim SET next_offset = ? WHERE grp = ? AND slot = ?');
  const bySlot = db.prepare(
    'SELECT grp, next_offset FROM claim WHERE slot = ? AND next_offset IS NOT NULL ORDER BY grp',
  );

  const take = (group: string, slot: Slot, member: string): Claim => {
    const row = upsert.get(group, slot.id, member);
    return { group, slot, generation: Number(row?.generation) };
  };
  const isFree = (group: string, slot: Slot): boolean => {
    const row = select.get(group, slot.id);
    return row === undefined || row.member === null;
  };
  const isValid = ({ group, slot, generation }: Claim): boolean =>
    select.get(group, slot.id)?.generation === generation;

  return {
    take,
    takeIfFree: (group, slot, member) => (isFree(group, slot) ? take(group, slot, member) : null),
    release({ group, slot, generation }) {
      clear.run(group, slot.id, generation);
    },
    isValid,
    nextOffset({ group, slot }) {
      const committed = select.get(group, slot.id)?.next_offset;
      return committed == null ? null : Number(committed);
    },
    isFree,
    require(claim) {
      if (isValid(claim)) return;
      const { topic, partition } = claim.slot;
      throw new PipelineError('fenced', `partition ${partition} of "${topic.name}" belongs to somebody else by now`, {
        details: { topic: topic.name, partition, group: claim.group },
      });
    },
    moveTo({ group, slot }, nextOffset) {
      move.run(nextOffset, group, slot.id);
    },
    committed: (slot) =>
      bySlot.all(slot.id).map((row) => ({ group: String(row.grp), nextOffset: Number(row.next_offset) })),
  };
}
