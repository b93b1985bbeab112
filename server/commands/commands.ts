import type { Command } from '../command-line/command.ts';
import { classify } from './classify.ts';
import { dlqList } from './dlq-list.ts';
import { dlqReplay } from './dlq-replay.ts';
import { evaluate } from './evaluate.ts';
import { migrate } from './migrate.ts';
import { parse } from './parse.ts';
import { replay } from './replay.ts';
import { rulesCheck } from './rules-check.ts';
import { search } from './search.ts';
import { send } from './send.ts';
import { snapshotCreate } from './snapshot-create.ts';
import { snapshotList } from './snapshot-list.ts';
import { snapshotRestore } from './snapshot-restore.ts';
import { start } from './start.ts';
import { tail } from './tail.ts';
import { train } from './train.ts';
import { version } from './version.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  start,
  send,
  search,
  tail,
  parse,
  classify,
  train,
  evaluate,
  dlqList,
  dlqReplay,
  replay,
  rulesCheck,
  migrate,
  snapshotCreate,
  snapshotList,
  snapshotRestore,
  version,
];
