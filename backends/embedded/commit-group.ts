import type { DatabaseSync } from 'node:sqlite';
import { PipelineError } from '../../core/errors.ts';
import { toPipelineError } from './sqlite-errors.ts';

/** Work that waits for a transaction, and who waits for it. */
export interface Pending {
  run(): unknown;
  outcome?: { value: unknown } | { error: unknown };
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Runs the group in one transaction, the open one if there is one, and answers each. A PipelineError of one fails it
 * alone. On any other error nothing is written; then a group of several is returned, each to be tried alone: one that cannot
 * be written must not take its neighbours with it.
 */
export function commitGroup(db: DatabaseSync, group: readonly Pending[]): readonly Pending[] {
  try {
    if (!db.isTransaction) db.exec('BEGIN IMMEDIATE');
    for (const pending of group) runOne(pending);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    if (group.length > 1) return group;
    failGroup(group, error);
    return [];
  }
  for (const { outcome, resolve, reject } of group) {
    if (outcome && 'value' in outcome) resolve(outcome.value);
    else reject(outcome?.error);
  }
  return [];
}

/** Answers each with what SQLite said, as our error. */
export function failGroup(group: readonly Pending[], error: unknown): void {
  for (const { reject } of group) reject(toPipelineError(error));
}

function runOne(pending: Pending): void {
  try {
    pending.outcome = { value: pending.run() };
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    pending.outcome = { error };
  }
}
