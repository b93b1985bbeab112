import { fault as alertConsumerKilled } from '../alert-consumer-killed.ts';
import { fault as bulkRefused } from '../bulk-refused.ts';
import { fault as credentialsRefused } from '../credentials-refused.ts';
import { fault as documentsRefused } from '../documents-refused.ts';
import { fault as elasticsearchDown } from '../elasticsearch-down.ts';
import { fault as indexerKilled } from '../indexer-killed.ts';
import { fault as processorKilled } from '../processor-killed.ts';
import type { Fault } from './fault.ts';

/** Every fault that is tried, in the order of the document. */
export const FAULTS: readonly Fault[] = [
  processorKilled,
  indexerKilled,
  alertConsumerKilled,
  elasticsearchDown,
  bulkRefused,
  documentsRefused,
  credentialsRefused,
];
