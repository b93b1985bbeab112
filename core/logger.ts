export type LogFields = Readonly<Record<string, unknown>>;

/** Our own log. info: start and stop; warn: odd, nothing lost; error: data lost or a person needed; nothing per record above debug. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
