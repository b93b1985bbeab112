import { z } from 'zod';
import { ALERT_SEVERITIES } from './alert.ts';
import { CATEGORIES } from './record.ts';
import { parseDuration } from './time.ts';

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

function duration(minMs: number, maxMs: number, limits: string) {
  return z.string().refine(
    (text) => {
      const ms = parseDuration(text);
      return ms !== null && ms >= minMs && ms <= maxMs;
    },
    { error: `must be a duration between ${limits}, such as "1m" or "90s"` },
  );
}

const operator = z.enum(['>', '>=', '<', '<=']);
const query = z.string().max(2_000);
const field = z.string().min(1).max(200);

/** What is compared with the threshold, over the logs of one window that match the rule's query. */
export const conditionSchema = z.discriminatedUnion('type', [
  /** Number of logs. */
  z.strictObject({ type: z.literal('count'), op: operator, threshold: z.number() }),
  /** Logs per second. */
  z.strictObject({ type: z.literal('rate'), op: operator, threshold: z.number() }),
  /** Share (0–1) of the logs that also match `of`; judged once `min_count` logs are in the window. */
  z.strictObject({
    type: z.literal('ratio'),
    of: query,
    op: operator,
    threshold: z.number().min(0).max(1),
    min_count: z.number().int().min(1).default(20),
  }),
  /** Different values of a field. */
  z.strictObject({ type: z.literal('distinct'), field, op: operator, threshold: z.number() }),
  /** A quantile of `response_time`, ms; judged once `min_count` logs have one. */
  z.strictObject({
    type: z.literal('quantile'),
    quantile: z.number().gt(0).lt(1),
    op: operator,
    threshold: z.number(),
    min_count: z.number().int().min(1).default(20),
  }),
  /** A group that had logs in `min_windows` windows one after another sends nothing for a whole one. */
  z.strictObject({ type: z.literal('absence'), min_windows: z.number().int().min(1).max(1_000).default(1) }),
]);

/** The least and the most that a condition's value can be. */
const VALUES: Readonly<Record<'count' | 'rate' | 'ratio' | 'distinct' | 'quantile', readonly [number, number]>> = {
  count: [0, Number.POSITIVE_INFINITY],
  rate: [0, Number.POSITIVE_INFINITY],
  ratio: [0, 1],
  distinct: [0, Number.POSITIVE_INFINITY],
  quantile: [0, Number.POSITIVE_INFINITY],
};

/** Whether the condition is the same for every value: always true, or never. Null when it depends. */
function constantTruth(condition: z.infer<typeof conditionSchema>): 'always' | 'never' | null {
  if (condition.type === 'absence') return null;
  const { op, threshold } = condition;
  const [least, most] = VALUES[condition.type];
  const isAbove = op === '>' || op === '>=';
  const outer = isAbove ? most : least;
  const inner = isAbove ? least : most;
  const inclusive = op.endsWith('=');
  const beyond = (value: number): boolean => (isAbove ? value > threshold : value < threshold);
  if (beyond(inner) || (inclusive && inner === threshold)) return 'always';
  return beyond(outer) || (inclusive && outer === threshold) ? null : 'never';
}

/** A condition that can be true, and false. */
const usefulCondition = conditionSchema.superRefine((condition, context) => {
  const truth = constantTruth(condition);
  if (truth === null) return;
  context.addIssue({
    code: 'custom',
    path: ['threshold'],
    message: `with this threshold the condition is ${truth} true`,
  });
});

/** A log is counted once for every window it lies in. */
const MAX_WINDOWS_A_LOG = 60;

/** A rule as it stands in the YAML file and on the API. Strict: an unknown key is an error. */
export const alertRuleSchema = z
  .strictObject({
    name: z.string().regex(NAME, { error: 'must be lower-case letters, digits, - and _, at most 64' }),
    description: z.string().max(500).default(''),
    enabled: z.boolean().default(true),
    query: query.default(''),
    window: duration(10_000, 3_600_000, '10s and 1h').default('1m'),
    /** Sliding windows begin every so often; absent: tumbling. */
    slide: duration(1_000, 3_600_000, '1s and 1h').optional(),
    group_by: z.array(field).max(4).default([]),
    condition: usefulCondition,
    /** The condition must hold this long before the alert fires. */
    for: duration(0, 86_400_000, '0s and 1d').default('0s'),
    severity: z.enum(ALERT_SEVERITIES),
    category: z.enum(CATEGORIES).optional(),
  })
  .refine(
    ({ window, slide }) =>
      slide === undefined || (parseDuration(window) ?? 0) <= MAX_WINDOWS_A_LOG * (parseDuration(slide) ?? 1),
    { path: ['slide'], error: `must be at least a ${MAX_WINDOWS_A_LOG}th of the window` },
  );

/** Who set a rule: the shipped file, one of your own, or the API. */
export const RULE_ORIGINS = ['default', 'file', 'api'] as const;
export type RuleOrigin = (typeof RULE_ORIGINS)[number];

export type AlertRule = z.infer<typeof alertRuleSchema>;
export type Condition = z.infer<typeof conditionSchema>;
