import { fault as alertConsumerKilled } from '../alert-consumer-killed.ts';
import { fault as bulkRefused } from '../bulk-refused.ts';
import { fault as credentialsRefused } from '../credentials-refused.ts';
import { fault as documentsRefused } from '../documents-refused.ts';
import { fault as elasticsearchDown } from '../elasticsearch-down.ts';
import { fault as indexDeleted } from '../index-deleted.ts';
import { fault as indexerKilled } from '../indexer-killed.ts';
import { fault as processorKilled } from '../processor-killed.ts';
import { fault as producerRestarted } from '../producer-restarted.ts';
import { fault as restoredFromSnapshot } from '../restored-from-snapshot.ts';
import { fault as retriedAfterMidnight } from '../retried-after-midnight.ts';
import type { Fault } from './fault.ts';

/** Every fault that is tried, in the order of the document. */
export const FAULTS: readonly Fault[] = [
  producerRestarted,
  processorKilled,
  indexerKilled,
  alertConsumerKilled,
  elasticsearchDown,
  bulkRefused,
  documentsRefused,
  credentialsRefused,
  retriedAfterMidnight,
  indexDeleted,
  restoredFromSnapshot,
];
