const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * The line of a program inside a JSON object that a carrier put around it: Docker's `log`, the journal's `MESSAGE`, Google
 * Cloud's `textPayload`. Undefined for the record of a program itself.
 */
export function innerText(fields: Readonly<Record<string, unknown>>): string | undefined {
  if (fields.message !== undefined || fields.msg !== undefined) return undefined;
  const { log, stream, MESSAGE: entry, textPayload } = fields;
  if (isText(log) && (stream === 'stdout' || stream === 'stderr')) return log;
  if (isText(entry) && (isText(fields.__REALTIME_TIMESTAMP) || isText(fields.SYSLOG_IDENTIFIER))) return entry;
  return isText(textPayload) ? textPayload : undefined;
}
