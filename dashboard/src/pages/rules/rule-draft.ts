import type { AlertRule, Condition } from '../../../../core/alert-rule.ts';
import { ApiError } from '../../api/request.ts';
import { strings } from '../../strings/catalogue.ts';
import { groupFieldsOf } from './rule-preview.ts';

/** A rule as it stands in the form: every field is text, also those of conditions that are not chosen. */
export interface RuleDraft {
  name: string;
  description: string;
  enabled: boolean;
  query: string;
  window: string;
  slide: string;
  group_by: string;
  type: Condition['type'];
  op: string;
  threshold: string;
  of: string;
  field: string;
  quantile: string;
  min_count: string;
  min_windows: string;
  for: string;
  severity: string;
  category: string;
}

export type TextField = Exclude<keyof RuleDraft, 'enabled' | 'type'>;

/** The fields that each condition has, in the order of the form. */
export const CONDITION_FIELDS: Readonly<Record<Condition['type'], readonly TextField[]>> = {
  count: ['op', 'threshold'],
  rate: ['op', 'threshold'],
  ratio: ['of', 'op', 'threshold', 'min_count'],
  distinct: ['field', 'op', 'threshold'],
  quantile: ['quantile', 'op', 'threshold', 'min_count'],
  absence: ['min_windows'],
};

/** Where the threshold of each kind of condition begins: what is sensible for one is none for another. */
export const FIRST_THRESHOLDS: Readonly<Record<Condition['type'], string>> = {
  count: '10',
  rate: '1',
  ratio: '0.1',
  distinct: '10',
  quantile: '1000',
  absence: '10',
};

const NUMBERS: readonly TextField[] = ['threshold', 'quantile', 'min_count', 'min_windows'];

export function newDraft(query: string): RuleDraft {
  return {
    name: '',
    description: '',
    enabled: true,
    query,
    window: '1m',
    slide: '',
    group_by: '',
    type: 'count',
    op: '>=',
    threshold: FIRST_THRESHOLDS.count,
    of: 'level:>=error',
    field: '',
    quantile: '0.95',
    min_count: '20',
    min_windows: '1',
    for: '0s',
    severity: 'medium',
    category: '',
  };
}

export function draftOf(rule: AlertRule): RuleDraft {
  const { condition, group_by, slide = '', category = '', ...rest } = rule;
  const { name, description, enabled, query, window, severity } = rest;
  const given = Object.entries(condition).map(([field, value]) => [field, String(value)]);
  const plain = { name, description, enabled, query, window, severity, for: rest.for };
  return { ...newDraft(''), ...plain, ...Object.fromEntries(given), slide, category, group_by: group_by.join(', ') };
}

/** A number where there is one; what is not a number is left for the server to refuse. */
function contentOf(draft: RuleDraft, field: TextField): unknown {
  const text = draft[field].trim();
  if (!NUMBERS.includes(field)) return text;
  if (text === '') return undefined;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** The rule as the API takes it. */
export function bodyOf(draft: RuleDraft): Record<string, unknown> {
  const { name, description, enabled, query, window, severity } = draft;
  const condition = Object.fromEntries(CONDITION_FIELDS[draft.type].map((field) => [field, contentOf(draft, field)]));
  return {
    name: name.trim(),
    description: description.trim(),
    enabled,
    query: query.trim(),
    window: window.trim(),
    ...(draft.slide.trim() !== '' && { slide: draft.slide.trim() }),
    group_by: groupFieldsOf(draft),
    condition: { type: draft.type, ...condition },
    for: draft.for.trim(),
    severity,
    ...(draft.category !== '' && { category: draft.category }),
  };
}

/** What is wrong with what was sent, by field of the form; under `''` what belongs to none. */
export function faultsOf(error: unknown, sent: Pick<RuleDraft, 'name'>): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return {};
  if (!(error instanceof ApiError)) return { '': error.message };
  const told = error.details.faults ?? [];
  const faults = Array.isArray(told) ? (told as { path: string; message: string }[]) : [];
  const isNameless = sent.name.trim() === '';
  const found = faults.map(
    ({ path, message }) =>
      [fieldOf(path), path === 'name' && isNameless ? strings.rules.nameMissing : message] as const,
  );
  if (error.code === 'conflict') found.push(['name', error.message]);
  if (found.length === 0) found.push(['', error.message]);
  return Object.fromEntries(found.reverse());
}

/** `condition.threshold` is `threshold`, `group_by.0` is `group_by`. */
function fieldOf(path: string): string {
  const field = path.replace(/^condition\./, '').replace(/\.\d+$/, '');
  return Object.hasOwn(newDraft(''), field) ? field : '';
}
