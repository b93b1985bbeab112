import { fault as brokerKilled } from '../broker-killed.ts';
import { fault as brokerKilledInCommit } from '../broker-killed-in-commit.ts';
import { fault as leadersKilled } from '../leaders-killed.ts';
import { fault as logsRecreated } from '../logs-recreated.ts';
import { fault as processorKilled } from '../processor-killed.ts';
import { fault as restoreSlowed } from '../restore-slowed.ts';
import { fault as retentionOvertook } from '../retention-overtook.ts';
import { fault as stalledInTransaction } from '../stalled-in-transaction.ts';
import type { Fault } from './fault.ts';

/** Every fault that is tried, in the order of the document. */
export const FAULTS: readonly Fault[] = [
  processorKilled,
  stalledInTransaction,
  restoreSlowed,
  brokerKilled,
  brokerKilledInCommit,
  leadersKilled,
  logsRecreated,
  retentionOvertook,
];
