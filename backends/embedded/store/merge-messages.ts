import type { MessageColumn } from './decode-columns.ts';
import type { MergedRows } from './merge-columns.ts';
import { slotsIn, TEMPLATE_END } from './message-template.ts';
import type { SplitMessages } from './split-messages.ts';

/** One template as a block has it. */
interface OwnTemplate {
  /** Its code among all blocks. */
  code: number;
  slots: number;
  firstVariable: number;
  rows: number;
  /** How many of its rows were taken. */
  taken: number;
}

/** A block's messages on their way into the merged ones. */
interface Feed {
  codes: ArrayLike<number>;
  templates: readonly OwnTemplate[];
  text: string;
  offsets: Uint32Array;
}

/** Joins messages that stay split as they are. */
export function mergeMessages(
  columns: readonly (MessageColumn | null)[],
  { counts, order }: MergedRows,
): SplitMessages {
  const codeOf = new Map<string, number>();
  const feeds = columns.map((column) => column && openFeed(column, codeOf));
  const merged = {
    codes: new Uint16Array(order.length),
    firstVariable: new Uint32Array(order.length),
    units: new Uint16Array(feeds.reduce((sum, feed) => sum + (feed?.text.length ?? 0), 0)),
    ends: new Uint32Array(feeds.reduce((sum, feed) => sum + (feed ? feed.offsets.length - 1 : 0), 0)),
  };
  const origins = originsOf(counts);
  let variables = 0;
  let length = 0;
  for (let row = 0; row < order.length; row++) {
    const from = order[row] as number;
    const block = origins.blocks[from] as number;
    const feed = feeds[block];
    const template = feed?.templates[(feed.codes[from - (origins.begins[block] as number)] as number) - 1];
    if (!feed || !template) continue;
    merged.codes[row] = template.code;
    merged.firstVariable[row] = variables;
    let variable = template.firstVariable + template.taken++;
    for (let slot = 0; slot < template.slots; slot++) {
      const end = feed.offsets[variable + 1] as number;
      for (let at = feed.offsets[variable] as number; at < end; at++) merged.units[length++] = feed.text.charCodeAt(at);
      merged.ends[variables++] = length;
      variable += template.rows;
    }
  }
  return { templates: [...codeOf.keys()], ...merged };
}

function openFeed(column: MessageColumn, codeOf: Map<string, number>): Feed {
  const templates = Array.from({ length: column.templates.length }, (_, template): OwnTemplate => {
    const text = column.templates.get(template).slice(0, -TEMPLATE_END.length);
    const code = codeOf.get(text) ?? codeOf.size + 1;
    codeOf.set(text, code);
    return {
      code,
      slots: slotsIn(text),
      firstVariable: column.firstVariable(template),
      rows: column.rowsOf(template).length,
      taken: 0,
    };
  });
  const { text, offsets } = column.variables();
  return { codes: column.templateCodes(), templates, text, offsets };
}

/** The block of each row, and where the rows of each block begin. */
function originsOf(counts: readonly number[]): { blocks: Uint16Array; begins: number[] } {
  const blocks = new Uint16Array(counts.reduce((sum, count) => sum + count, 0));
  const begins: number[] = [];
  let begin = 0;
  for (const [block, count] of counts.entries()) {
    begins.push(begin);
    blocks.fill(block, begin, begin + count);
    begin += count;
  }
  return { blocks, begins };
}
