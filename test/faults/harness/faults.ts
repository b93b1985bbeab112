import { fault as alertConsumerKilled } from '../alert-consumer-killed.ts';
import { fault as indexerKilled } from '../indexer-killed.ts';
import { fault as processorKilled } from '../processor-killed.ts';
import type { Fault } from './fault.ts';

/** Every fault that is tried, in the order of the document. */
export const FAULTS: readonly Fault[] = [processorKilled, indexerKilled, alertConsumerKilled];
