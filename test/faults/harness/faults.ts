import { fault as alertConsumerKilled } from '../alert-consumer-killed.ts';
import { fault as brokerKilled } from '../broker-killed.ts';
import { fault as brokerKilledInCommit } from '../broker-killed-in-commit.ts';
import { fault as bulkRefused } from '../bulk-refused.ts';
import { fault as classifierInTrouble } from '../classifier-in-trouble.ts';
import { fault as credentialsRefused } from '../credentials-refused.ts';
import { fault as deadLettersFlooding } from '../dead-letters-flooding.ts';
import { fault as documentsRefused } from '../documents-refused.ts';
import { fault as elasticsearchDown } from '../elasticsearch-down.ts';
import { fault as fieldsOfEveryName } from '../fields-of-every-name.ts';
import { fault as indexDeleted } from '../index-deleted.ts';
import { fault as indexerKilled } from '../indexer-killed.ts';
import { fault as jsonOfEveryShape } from '../json-of-every-shape.ts';
import { fault as leadersKilled } from '../leaders-killed.ts';
import { fault as logsRecreated } from '../logs-recreated.ts';
import { fault as messagesOfEverySize } from '../messages-of-every-size.ts';
import { fault as migrationKilled } from '../migration-killed.ts';
import { fault as processorKilled } from '../processor-killed.ts';
import { fault as processorsRescaled } from '../processors-rescaled.ts';
import { fault as producerRestarted } from '../producer-restarted.ts';
import { fault as restoreSlowed } from '../restore-slowed.ts';
import { fault as restoredFromSnapshot } from '../restored-from-snapshot.ts';
import { fault as retentionOvertook } from '../retention-overtook.ts';
import { fault as retriedAfterMidnight } from '../retried-after-midnight.ts';
import { fault as stalledInTransaction } from '../stalled-in-transaction.ts';
import { fault as textOfEveryKind } from '../text-of-every-kind.ts';
import { fault as windowsOutOfOrder } from '../windows-out-of-order.ts';
import type { Fault } from './fault.ts';

/** Every fault that is tried, in the order of the document. */
export const FAULTS: readonly Fault[] = [
  producerRestarted,
  processorKilled,
  stalledInTransaction,
  restoreSlowed,
  processorsRescaled,
  windowsOutOfOrder,
  brokerKilled,
  brokerKilledInCommit,
  leadersKilled,
  logsRecreated,
  retentionOvertook,
  classifierInTrouble,
  deadLettersFlooding,
  indexerKilled,
  alertConsumerKilled,
  elasticsearchDown,
  bulkRefused,
  documentsRefused,
  credentialsRefused,
  retriedAfterMidnight,
  indexDeleted,
  restoredFromSnapshot,
  migrationKilled,
  messagesOfEverySize,
  textOfEveryKind,
  jsonOfEveryShape,
  fieldsOfEveryName,
];
