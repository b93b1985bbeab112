import { PipelineError } from '../../core/errors.ts';

/** How a body is cut into records. */
export type BodyKind = 'json' | 'ndjson' | 'text';

/** How the characters of a body are written. */
export type BodyEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface BodyType {
  kind: BodyKind;
  /** Undefined where nobody said: UTF-8, unless the body shows that it is UTF-16. */
  encoding: BodyEncoding | undefined;
}

const NDJSON = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)$/;
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;
/** What clients send when they were told nothing. */
const UNSAID = new Set(['', 'application/x-www-form-urlencoded', 'application/octet-stream']);
const CHARSETS = new Map<string, BodyEncoding>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  // browsers read Latin-1 as its superset, too
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
]);
const NAMED = 'utf-8, utf-16le, utf-16be, iso-8859-1 or windows-1252';

/**
 * What `Content-Type` says of a body; JSON or NDJSON where it says nothing.
 * @throws PipelineError `unsupported_media_type`
 */
export function readBodyType(contentType: string | undefined): BodyType {
  const [type = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const given = parameters.find((parameter) => parameter.startsWith('charset='));
  const charset = given?.slice('charset='.length).replaceAll('"', '');
  const encoding = charset === undefined ? undefined : CHARSETS.get(charset);
  if (charset !== undefined && encoding === undefined) {
    throw new PipelineError('unsupported_media_type', `charset "${charset}" is not one of ${NAMED}`);
  }
  if (type === 'text/plain') return { kind: 'text', encoding };
  if (NDJSON.test(type)) return { kind: 'ndjson', encoding };
  if (JSON_TYPE.test(type) || UNSAID.has(type)) return { kind: 'json', encoding };
  const known = 'application/json, application/x-ndjson or text/plain';
  throw new PipelineError('unsupported_media_type', `content-type "${type}" is not one of ${known}`);
}
