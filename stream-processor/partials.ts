import type { IncomingMessage, OutgoingMessage } from '../core/log-bus.ts';
import { TOPIC } from '../core/topics.ts';
import type { EncodedAccumulator } from './windows/accumulator.ts';

/** What one partition counted for one window of rules that group across partitions. */
export interface PartialCount {
  measure: string;
  group: string[];
  start: number;
  seen: EncodedAccumulator;
}

/** A message of `logs.partials`: what a partition of `logs` counted, and how far its time went. */
export interface Partials {
  partition: number;
  /** Null: more of the same commit follow, time passes with the last. */
  watermark: number | null;
  /** The newest event time seen; null before the first. */
  newest: number | null;
  partials: readonly PartialCount[];
}

/** A time that is not finite becomes null. */
export function writePartials(partials: Partials): OutgoingMessage {
  return { topic: TOPIC.partials, key: String(partials.partition), value: JSON.stringify(partials) };
}

/** Keeps a message far below what a broker takes, whatever a rule groups by. */
const PARTIALS_A_MESSAGE = 200;

/** As messages of a bearable size. Only the last one lets time pass: whatever stands in the others was counted before. */
export function cutPartials(whole: Partials): OutgoingMessage[] {
  const { partials } = whole;
  const messages: OutgoingMessage[] = [];
  let at = 0;
  for (; at + PARTIALS_A_MESSAGE < partials.length; at += PARTIALS_A_MESSAGE) {
    messages.push(writePartials({ ...whole, watermark: null, partials: partials.slice(at, at + PARTIALS_A_MESSAGE) }));
  }
  return [...messages, writePartials({ ...whole, partials: partials.slice(at) })];
}

export function readPartials({ value }: Pick<IncomingMessage, 'value'>): Partials {
  return JSON.parse(value.toString()) as Partials;
}
