const HARMLESS = /^[\w.:-]{1,128}$/;

/** The id that a client gave its request in `X-Request-Id`; null where there is none that could stand in a log and a header. */
export function readRequestId(given: unknown): string | null {
  return typeof given === 'string' && HARMLESS.test(given) ? given : null;
}
