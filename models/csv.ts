import { PipelineError } from '../core/errors.ts';

/** A row of a CSV file by the names in its header row, and the line on which it begins. */
export interface CsvRow {
  fields: Record<string, string>;
  line: number;
}

/** Reads CSV (RFC 4180: quoted fields may hold commas, line breaks and doubled quotes). A wrong row gives `bad_request`. */
export async function* readCsv(chunks: AsyncIterable<string>, name: string): AsyncGenerator<CsvRow> {
  let header: string[] | undefined;
  for await (const { cells, line } of readRows(chunks, name)) {
    if (header === undefined) {
      header = cells.map((cell, i) => (i === 0 ? cell.replace(/^\uFEFF/, '') : cell).trim().toLowerCase());
      continue;
    }
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== header.length) {
      throw new PipelineError(
        'bad_request',
        `${name}:${line}: has ${cells.length} fields, the header ${header.length}`,
      );
    }
    yield { fields: Object.fromEntries(header.map((key, i) => [key, cells[i] as string])), line };
  }
}

async function* readRows(
  chunks: AsyncIterable<string>,
  name: string,
): AsyncGenerator<{ cells: string[]; line: number }> {
  let cells: string[] = [];
  let cell = '';
  let state: 'plain' | 'quoted' | 'after quote' = 'plain';
  let line = 1;
  let rowLine = 1;
  for await (const chunk of chunks) {
    for (const character of chunk) {
      if (character === '\n') line += 1;
      if (state === 'quoted') {
        if (character === '"') state = 'after quote';
        else cell += character;
      } else if (character === '"') {
        if (state === 'after quote') cell += '"';
        state = 'quoted';
      } else if (character === ',' || character === '\n') {
        cells.push(character === '\n' ? cell.replace(/\r$/, '') : cell);
        cell = '';
        state = 'plain';
        if (character === ',') continue;
        yield { cells, line: rowLine };
        cells = [];
        rowLine = line;
      } else {
        cell += character;
      }
    }
  }
  if (state === 'quoted') throw new PipelineError('bad_request', `${name}:${rowLine}: a quoted field does not end`);
  if (cell !== '' || cells.length > 0) yield { cells: [...cells, cell], line: rowLine };
}
