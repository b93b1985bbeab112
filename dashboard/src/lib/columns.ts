/** The columns of a table of logs: names of fields in their order. */
export const DEFAULT_COLUMNS: readonly string[] = ['timestamp', 'level', 'category', 'service', 'message'];

export const MIN_WIDTH = 56;
export const MAX_WIDTH = 1_200;
/** So much of it stays where the room that is left is little; beside it and one more column, 1280 px need no scrollbar. */
const LEAST_MESSAGE = 160;
const WIDTHS: Readonly<Record<string, number>> = {
  timestamp: 116,
  level: 76,
  category: 128,
  service: 152,
  message: LEAST_MESSAGE,
  status_code: 92,
  method: 84,
  host: 140,
};
const OTHER_WIDTH = 150;

export type Widths = Readonly<Record<string, number>>;

export function widthOf(column: string, widths: Widths): number {
  const width = Object.hasOwn(widths, column) ? widths[column] : undefined;
  return clampWidth(width ?? (Object.hasOwn(WIDTHS, column) ? WIDTHS[column] : undefined) ?? OTHER_WIDTH);
}

export function clampWidth(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))) : OTHER_WIDTH;
}

/** As it stands in an address: `timestamp,level,attributes.a`; a comma in a name has a backslash before it. */
export function formatColumns(columns: readonly string[]): string {
  return columns.map((name) => name.replaceAll(/[\\,]/g, '\\$&')).join(',');
}

/** Columns of an address; null when it names none. */
export function parseColumns(text: string | null): string[] | null {
  const names = (text ?? '').match(/(?:\\.|[^\\,])+/gsu) ?? [];
  const columns = [...new Set(names.map((name) => name.replaceAll(/\\(.)/gsu, '$1')))];
  return columns.length === 0 ? null : columns;
}

/** With one more column: before the message, which takes the room that is left. */
export function addColumn(columns: readonly string[], column: string): string[] {
  if (columns.includes(column)) return [...columns];
  const at = columns.at(-1) === 'message' && column !== 'message' ? columns.length - 1 : columns.length;
  return columns.toSpliced(at, 0, column);
}

/** Without one; the last stays. */
export function removeColumn(columns: readonly string[], column: string): string[] {
  return columns.length < 2 ? [...columns] : columns.filter((name) => name !== column);
}

/** With one at another place; a place beyond an end is that end. */
export function moveColumn(columns: readonly string[], column: string, to: number): string[] {
  if (!columns.includes(column)) return [...columns];
  const others = columns.filter((name) => name !== column);
  return others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, column);
}

/** Before the first column: the box that selects a row. */
const SELECT_WIDTH = 32;
/** So much of its message can be read of each log. */
const MESSAGE_ROOM = 350;

/** The columns that leave enough room for the message: the last gives way first, the time never. */
export function fitColumns(columns: readonly string[], widths: Widths, room: number): string[] {
  const kept = [...columns];
  if (!columns.includes('message')) return kept;
  let left = room - SELECT_WIDTH;
  for (const name of columns) if (name !== 'message') left -= widthOf(name, widths);
  for (const name of columns.toReversed()) {
    if (left >= MESSAGE_ROOM) break;
    if (name === 'message' || name === 'timestamp') continue;
    kept.splice(kept.indexOf(name), 1);
    left += widthOf(name, widths);
  }
  return kept;
}

/** Where the message takes the room that is left, however little. */
export function shrinkMessage(widths: Widths): Widths {
  return { ...widths, message: LEAST_MESSAGE };
}

/** The tracks of a grid: the message, or else the last column, takes what is left. */
export function columnTracks(columns: readonly string[], widths: Widths): string {
  const wide = columns.includes('message') ? 'message' : columns.at(-1);
  return columns
    .map((name) => (name === wide ? `minmax(${widthOf(name, widths)}px, 1fr)` : `${widthOf(name, widths)}px`))
    .join(' ');
}
