import { fitsField, namesService } from './alias-fit.ts';
import { cleanAttributes, type Note, putAttribute } from './attributes.ts';
import { PipelineError } from './errors.ts';
import { ALIASES, FIELD, FIRST_TEXT, FORMATS, fieldOf, isAlias, PLACES } from './field-names.ts';
import {
  limitText,
  readField,
  readMessage,
  readMethod,
  readResponseTime,
  readService,
  readStatusCode,
} from './field-values.ts';
import { readLevel } from './level.ts';
import { caddySeconds, holdsFields, nestedValues } from './nested-fields.ts';
import { type Attributes, type Level, type LogEvent, TEXT_FIELDS } from './record.ts';
import { formatTime } from './time.ts';
import { isStoredForm, readTimestamp } from './timestamp.ts';

export interface NormaliseOptions {
  /** Epoch ms; the timestamp of a record that has no readable one. */
  receivedAt: number;
  /** Told of everything that had to be changed to keep the record. */
  onNote?: (note: Note) => void;
}

/** A record with only the fields that were there; times RFC 3339 in UTC, with as many fraction digits as were given. */
export type PartialEvent = Partial<LogEvent> & { attributes: Attributes };

type Input = Readonly<Record<string, unknown>>;

interface Draft {
  timestamp: string | null;
  level: Level | null;
  service: string | null;
  message: string | null;
  texts: (string | null)[];
  statusCode: number | null;
  responseTime: number | null;
  raw: string | null;
  format: string | null;
  attributes: Attributes;
  aliases: { place: number; key: string; value: unknown }[] | null;
  /** Names of values that are objects. */
  objects: string[] | null;
  onNote: (note: Note) => void;
}

const ignore = (): void => {};
const METHOD = FIRST_TEXT + TEXT_FIELDS.indexOf('method');
const NO_TEXTS: readonly null[] = TEXT_FIELDS.map(() => null);

function newDraft(onNote: (note: Note) => void): Draft {
  return {
    timestamp: null,
    level: null,
    service: null,
    message: null,
    texts: NO_TEXTS.slice(),
    statusCode: null,
    responseTime: null,
    raw: null,
    format: null,
    attributes: {},
    aliases: null,
    objects: null,
    onNote,
  };
}

/** A shortened or composed value is kept whole beside the field that shows a part of it. */
function takeText(draft: Draft, key: string, value: unknown, text: string | null): string | null {
  if (text === null) {
    if (value !== '') putAttribute(draft.attributes, key, value);
    return null;
  }
  if (typeof value === 'object') putAttribute(draft.attributes, key, value);
  else if (typeof value === 'string' && value.length > text.length && value.trim().length > text.length) {
    putAttribute(draft.attributes, key, value);
    draft.onNote('field_cut');
  }
  return text;
}

function takeTimestamp(draft: Draft, key: string, value: unknown): void {
  draft.timestamp = typeof value === 'string' && isStoredForm(value) ? value : readTimestamp(value);
  if (draft.timestamp !== null || value === '') return;
  putAttribute(draft.attributes, key, value);
  draft.onNote('timestamp_unreadable');
}

function takeLevel(draft: Draft, key: string, value: unknown): void {
  draft.level = readLevel(value);
  if (draft.level !== null || value === '') return;
  putAttribute(draft.attributes, key, value);
  draft.onNote('level_unreadable');
}

function takeObject(draft: Draft, key: string, value: unknown): void {
  if (typeof value !== 'object' || Array.isArray(value)) {
    putAttribute(draft.attributes, key, value);
    return;
  }
  const fields = value as Record<string, unknown>;
  for (const inner of Object.keys(fields)) putAttribute(draft.attributes, inner, fields[inner]);
}

function takeNumber(draft: Draft, key: string, value: unknown, number: number | null): number | null {
  if (number === null && value !== '') putAttribute(draft.attributes, key, value);
  return number;
}

/** Puts a value that is not null into its field, or into the attributes when it makes no sense there. */
function take(draft: Draft, field: number, key: string, value: unknown): void {
  switch (field) {
    case FIELD.timestamp:
      takeTimestamp(draft, key, value);
      break;
    case FIELD.level:
      takeLevel(draft, key, value);
      break;
    case FIELD.service:
      draft.service = takeText(draft, key, value, readService(value));
      break;
    case FIELD.message:
      draft.message = readMessage(value, draft.onNote);
      break;
    case FIELD.status_code:
      draft.statusCode = takeNumber(draft, key, value, readStatusCode(value));
      break;
    case FIELD.response_time:
      draft.responseTime = takeNumber(draft, key, value, readResponseTime(value));
      break;
    case FIELD.raw:
      if (typeof value === 'string') draft.raw = limitText(value, draft.onNote);
      else putAttribute(draft.attributes, key, value);
      break;
    case FIELD.format:
      if (typeof value === 'string' && FORMATS.has(value)) draft.format = value;
      else putAttribute(draft.attributes, key, value);
      break;
    case FIELD.attributes:
    case FIELD.metadata:
      takeObject(draft, key, value);
      break;
    default:
      draft.texts[field - FIRST_TEXT] = takeText(draft, key, value, (field === METHOD ? readMethod : readField)(value));
  }
}

/** Whether the field still wants a value. */
function isOpen(draft: Draft, field: number): boolean {
  if (field >= FIRST_TEXT) return draft.texts[field - FIRST_TEXT] === null;
  if (field === FIELD.timestamp) return draft.timestamp === null;
  if (field === FIELD.level) return draft.level === null;
  if (field === FIELD.service) return draft.service === null;
  if (field === FIELD.message) return draft.message === null;
  return field === FIELD.status_code ? draft.statusCode === null : draft.responseTime === null;
}

function takeAliases(draft: Draft, input: Input): void {
  const aliases = draft.aliases ?? [];
  // the method decides whether `path` is an endpoint
  if (aliases.length > 1) aliases.sort((a, b) => orderOf(a.place) - orderOf(b.place));
  for (const { place, key, value } of aliases) {
    const field = fieldOf(place);
    const surroundings = { input, hasMethod: draft.texts[METHOD - FIRST_TEXT] !== null };
    if (!isOpen(draft, field) || !fitsField(field, key, value, surroundings))
      putAttribute(draft.attributes, key, value);
    else take(draft, field, key, key === 'log' ? String(value).replace(/\r?\n$/, '') : value);
  }
}

/** The object itself stays whole among the attributes. */
function takeNested(draft: Draft, input: Input): void {
  const surroundings = { input, hasMethod: true };
  for (const key of draft.objects ?? []) {
    for (const { field, value } of nestedValues(key, input[key] as object)) {
      if (isOpen(draft, field) && fitsField(field, '', value, surroundings)) take(draft, field, key, value);
    }
  }
  const seconds = draft.responseTime === null ? caddySeconds(input) : null;
  if (seconds !== null) draft.responseTime = readResponseTime(`${seconds}s`);
}

function orderOf(place: number): number {
  return fieldOf(place) === METHOD ? 0 : place;
}

function readDraft(input: Input, onNote: (note: Note) => void): Draft {
  const draft = newDraft(onNote);
  for (const key of Object.keys(input)) {
    const value = input[key];
    const place = PLACES.get(key);
    if (typeof value === 'object' && value !== null && holdsFields(key, value)) {
      draft.objects ??= [];
      draft.objects.push(key);
    }
    if (place === undefined) putAttribute(draft.attributes, key, value);
    else if (isAlias(place)) {
      draft.aliases ??= [];
      draft.aliases.push({ place, key, value });
    } else if (value !== null && value !== undefined) take(draft, place, key, value);
  }
  if (draft.aliases !== null) takeAliases(draft, input);
  if (draft.objects !== null) takeNested(draft, input);
  draft.attributes = cleanAttributes(draft.attributes, onNote);
  return draft;
}

/** Fields in one order whatever order they came in, so that all records of a kind share a shape. */
function addOptional(event: PartialEvent, draft: Draft): void {
  for (let i = 0; i < TEXT_FIELDS.length; i += 1) {
    const text = draft.texts[i];
    const name = TEXT_FIELDS[i];
    if (text !== null && text !== undefined && name !== undefined) event[name] = text;
  }
  if (draft.statusCode !== null) event.status_code = draft.statusCode;
  if (draft.responseTime !== null) event.response_time = draft.responseTime;
  if (draft.raw !== null) event.raw = draft.raw;
  if (draft.format !== null) event.format = draft.format;
}

/** The fields of a decoded object under their right names, with nothing added that was not there. May share nested values with the input. */
export function readFields(input: Input, onNote: (note: Note) => void = ignore): PartialEvent {
  const draft = readDraft(input, onNote);
  const event: PartialEvent = { attributes: draft.attributes };
  if (draft.timestamp !== null) event.timestamp = draft.timestamp;
  if (draft.level !== null) event.level = draft.level;
  if (draft.service !== null) event.service = draft.service;
  if (draft.message !== null) event.message = draft.message;
  addOptional(event, draft);
  return event;
}

function isEmpty(draft: Draft): boolean {
  if (draft.raw !== null || draft.statusCode !== null || draft.responseTime !== null) return false;
  return Object.keys(draft.attributes).length === 0 && draft.texts.every((text) => text === null);
}

function describe(input: unknown): string {
  return input === null ? 'null' : Array.isArray(input) ? 'an array' : `a ${typeof input}`;
}

function eventOf(draft: Draft, receivedAt: number): LogEvent {
  if (draft.message === null && isEmpty(draft)) {
    throw new PipelineError('invalid_record', '"message" is missing, and nothing else says what happened');
  }
  const event: LogEvent = {
    timestamp: draft.timestamp === null ? formatTime(receivedAt) : storedForm(draft.timestamp),
    level: draft.level ?? 'info',
    service: draft.service ?? 'unknown',
    message: draft.message ?? '',
    attributes: draft.attributes,
  };
  addOptional(event, draft);
  return event;
}

function storedForm(timestamp: string): string {
  return timestamp.length === 24 ? timestamp : `${timestamp.slice(0, 23)}Z`;
}

/**
 * A decoded record as the pipeline understands it: known names and kinds, defaults where something is absent, the rest in
 * `attributes`, nothing dropped but a message's end beyond 1 MiB. Applying it again changes nothing.
 * @throws PipelineError `invalid_record` when the input is no object, or says nothing.
 */
export function normaliseRecord(input: unknown, options: NormaliseOptions): LogEvent {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new PipelineError('invalid_record', `a record must be a JSON object, not ${describe(input)}`);
  }
  try {
    return eventOf(readDraft(input as Input, options.onNote ?? ignore), options.receivedAt);
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    throw new PipelineError('invalid_record', 'the record cannot be read', { cause: error });
  }
}

/** The service that {@link normaliseRecord} will find in the object: the key of its message on the bus. */
export function serviceOf(input: Input): string {
  const { service } = input;
  const own = service === null || service === undefined ? null : readService(service);
  if (own !== null) return own;
  for (const key of ALIASES.service ?? []) {
    if (!Object.hasOwn(input, key) || !namesService(key, input)) continue;
    const text = readService(input[key]);
    if (text !== null) return text;
  }
  return 'unknown';
}
