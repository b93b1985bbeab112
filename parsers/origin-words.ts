import type { Attributes } from '../core/record.ts';

const BRACKETS = /^\[([^\][\n]{0,160})\] {0,4}/;
/** `1 --- [app] [main] c.e.App : `, as Spring Boot writes. */
const SPRING = /^(?:\[[^\][\n]{0,160}\] )?(\d{1,10}) --- ((?:\[[^\][\n]{0,160}\] ?){0,4})([^\s[\]]{1,200}) {0,80}: /;
/** `c.e.App - `, `app : `, `module:function:12 - `. */
const SET_OFF = /^([A-Za-z_][\w$.:/<>-]{0,160}) {1,80}[-:] /;
/** `org.example.app.Main: `. */
const CLASS = /^([A-Za-z_][\w$]{0,60}(?:\.[A-Za-z_][\w$]{0,60}){2,12}): /;
const THREAD = /^(?:main|nioEventLoop.{0,40}|.{0,60}(?:thread|pool|exec|worker|executor|scheduler).{0,80})$/i;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function put(attributes: Attributes, piece: string, otherwise: string | null): boolean {
  const text = piece.trim();
  if (text === '') return true;
  const known = /^#?\d{1,10}$/.test(text)
    ? 'pid'
    : THREAD.test(text)
      ? 'thread'
      : /^[A-Za-z_][\w$]*(?:\.[\w$]+)+$/.test(text)
        ? 'logger'
        : UUID.test(text)
          ? 'request_id'
          : null;
  const name = known ?? otherwise;
  if (name === null || Object.hasOwn(attributes, name)) return false;
  attributes[name] = text;
  return true;
}

/** Keeps a part that stood before the level: a process, a thread, the name of a logger. A third of no known kind is in `raw` only. */
export function putOrigin(attributes: Attributes, piece: string): void {
  if (!put(attributes, piece, 'thread')) put(attributes, piece, 'context');
}

function readSpring(text: string, attributes: Attributes): number {
  const found = SPRING.exec(text);
  if (!found) return 0;
  const [whole, pid, brackets, logger] = found;
  const thread = brackets?.match(/\[([^\]]*)\] ?$/)?.[1]?.trim();
  attributes.pid = pid ?? '';
  if (thread) attributes.thread = thread;
  attributes.logger = logger ?? '';
  return whole.length;
}

/** How many characters behind a level name process, thread and logger; those are kept, anything else in brackets belongs to the message. */
export function readOrigin(text: string, attributes: Attributes): number {
  const spring = readSpring(text, attributes);
  if (spring > 0) return spring;
  let end = 0;
  for (let count = 0; count < 3; count += 1) {
    const found = BRACKETS.exec(text.slice(end, end + 170));
    if (!found || !put(attributes, found[1] ?? '', null)) break;
    end += found[0].length;
  }
  const rest = text.slice(end, end + 260);
  const named = Object.hasOwn(attributes, 'logger') ? null : (SET_OFF.exec(rest) ?? CLASS.exec(rest));
  if (!named) return rest.startsWith('- ') ? end + 2 : end;
  attributes.logger = named[1] ?? '';
  return end + named[0].length;
}
