import { PipelineError } from '../../core/errors.ts';

/** How a body is cut into records. */
export type BodyKind = 'json' | 'ndjson' | 'text';

export interface BodyType {
  kind: BodyKind;
  encoding: 'utf8' | 'latin1';
}

const NDJSON = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq)$/;
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json$/;
/** What clients send when they were told nothing. */
const UNSAID = new Set(['', 'application/x-www-form-urlencoded', 'application/octet-stream']);
const CHARSETS = new Map<string, BodyType['encoding']>([
  ['utf-8', 'utf8'],
  ['utf8', 'utf8'],
  ['us-ascii', 'utf8'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['windows-1252', 'latin1'],
]);

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
  const charset = given?.slice('charset='.length).replaceAll('"', '') ?? 'utf-8';
  const encoding = CHARSETS.get(charset);
  if (encoding === undefined)
    throw new PipelineError('unsupported_media_type', `charset "${charset}" is not supported; send UTF-8`);
  if (type === 'text/plain') return { kind: 'text', encoding };
  if (NDJSON.test(type)) return { kind: 'ndjson', encoding };
  if (JSON_TYPE.test(type) || UNSAID.has(type)) return { kind: 'json', encoding };
  const known = 'application/json, application/x-ndjson or text/plain';
  throw new PipelineError('unsupported_media_type', `content-type "${type}" is not one of ${known}`);
}
