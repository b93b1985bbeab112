/** The topics of the bus and how each is kept. The data goes one way: logs → logs.classified → store, with alerts beside. */
export interface TopicSpec {
  name: string;
  partitions: number;
  /** How long messages are kept; ignored when compacted. */
  retentionMs: number;
  /** Keep only the newest message of each key; a null value removes the key. */
  compacted: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const TOPIC = {
  logs: 'logs',
  classified: 'logs.classified',
  alerts: 'alerts',
  deadLetters: 'logs.dlq',
  /** Which dead letters were sent again, page by page. */
  replays: 'logs.dlq.replays',
  /** Window state, one entry a key, in the partition of the `logs` partition it was counted from. */
  state: 'logs.state',
  /** Partial window counts of rules that group across services: stage one to stage two. */
  partials: 'logs.partials',
  /** Window state of stage two. */
  partialsState: 'logs.partials.state',
  /** One message a closed window of a service, and corrections by late records: sums of all messages of a window are its figures. */
  windows: 'logs.windows',
  /** Cumulative counts of each stage and partition, moved together with its offset. */
  ledger: 'pipeline.ledger',
  /** What the alert-consumer remembers about its own sending. */
  notifications: 'alerts.notifications',
  /** Alert rules as changed over the API; everyone who evaluates rules reads it. */
  rules: 'alert.rules',
  /** Which alert somebody just decided something about, its id as the key: who watches reads it from the store. */
  decisions: 'alert.decisions',
} as const;

export const TOPICS: readonly TopicSpec[] = [
  { name: TOPIC.logs, partitions: 3, retentionMs: 7 * DAY_MS, compacted: false },
  { name: TOPIC.classified, partitions: 3, retentionMs: DAY_MS, compacted: false },
  { name: TOPIC.alerts, partitions: 1, retentionMs: DAY_MS, compacted: false },
  { name: TOPIC.deadLetters, partitions: 3, retentionMs: 30 * DAY_MS, compacted: false },
  { name: TOPIC.replays, partitions: 1, retentionMs: 30 * DAY_MS, compacted: false },
  { name: TOPIC.state, partitions: 3, retentionMs: 0, compacted: true },
  { name: TOPIC.partials, partitions: 1, retentionMs: HOUR_MS, compacted: false },
  { name: TOPIC.partialsState, partitions: 1, retentionMs: 0, compacted: true },
  { name: TOPIC.windows, partitions: 3, retentionMs: 7 * DAY_MS, compacted: false },
  { name: TOPIC.ledger, partitions: 3, retentionMs: 0, compacted: true },
  { name: TOPIC.notifications, partitions: 1, retentionMs: 0, compacted: true },
  { name: TOPIC.rules, partitions: 1, retentionMs: 0, compacted: true },
  { name: TOPIC.decisions, partitions: 1, retentionMs: HOUR_MS, compacted: false },
];

/** What every topic takes as one message, with its key and headers. */
export const MAX_MESSAGE_BYTES = 8 * 1_024 * 1_024;

/** Value on {@link TOPIC.rules} that takes a rule back: a tombstone would not reach those who are reading at that moment. */
export const RULE_REMOVED = 'null';

/** Consumer groups; each owns its offsets. */
export const GROUP = {
  processor: 'processor',
  windows: 'processor-windows',
  indexer: 'indexer',
  alertConsumer: 'alert-consumer',
  alertRecorder: 'alert-recorder',
} as const;
