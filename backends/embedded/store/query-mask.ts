import type { Query } from '../../../core/query/ast.ts';
import { compileQuery, type RecordTest } from '../../../core/query/matches.ts';
import type { LogRecord } from '../../../core/record.ts';
import type { Column } from './column.ts';
import { andMasks, hasRow, type Mask, notMask, orMasks } from './mask.ts';
import { compileMessageMask } from './message-mask.ts';
import type { Block, PartialRecord } from './open-block.ts';

type Leaf = Exclude<Query, { kind: 'all' | 'and' | 'or' | 'not' }>;

/** The rows of a block that match. `check` is called now and then and may throw to end a long work. */
export type QueryMask = (block: Block, check: () => void) => Mask;

/** Finds the rows of a node; right for the rows of `within`, whatever it says of others. */
type Node = (block: Block, within: Mask, check: () => void) => Mask;

const CHECK_EVERY = 1_024;
const NOTHING = { attributes: {} } as LogRecord;

/**
 * Every leaf is decided by compileQuery itself, asked with records that hold the one field the leaf speaks of: once for
 * each different value of a column rather than for each row. So no second meaning of a query can creep in here.
 */
export function compileMask(query: Query): QueryMask {
  const node = compileNode(query);
  return (block, check) => node(block, true, check);
}

function compileNode(query: Query): Node {
  switch (query.kind) {
    case 'all':
      return () => true;
    case 'and':
      return compileAnd([...query.of].sort((a, b) => costOf(a) - costOf(b)).map(compileNode));
    case 'or': {
      const nodes = query.of.map(compileNode);
      return (block, within, check) =>
        nodes.reduce<Mask>((mask, node) => orMasks(mask, mask === true || node(block, within, check)), false);
    }
    case 'not': {
      const node = compileNode(query.of);
      return (block, within, check) => notMask(node(block, within, check));
    }
    default:
      return compileLeaf(query);
  }
}

function compileAnd(nodes: readonly Node[]): Node {
  return (block, within, check) => {
    let mask: Mask = typeof within === 'boolean' ? within : within.slice();
    for (const node of nodes) {
      if (mask === false) return false;
      mask = andMasks(mask, node(block, mask, check));
    }
    return mask;
  };
}

/** Cheap ones first, so that dear ones have fewer rows to look at. */
function costOf(query: Query): number {
  switch (query.kind) {
    case 'and':
    case 'or':
      return 1 + Math.max(0, ...query.of.map(costOf));
    case 'not':
      return costOf(query.of);
    case 'regex':
      return 9;
    default:
      return 0;
  }
}

function compileLeaf(query: Leaf): Node {
  const test = compileQuery(query);
  if (query.kind === 'phrase' || query.kind === 'token_prefix') {
    const judge = (message: string): boolean => test({ ...NOTHING, message });
    const maskOf = compileMessageMask(query, judge);
    return (block) => maskOf(block.messages());
  }
  const field = query.kind === 'regex' ? 'message' : query.field;
  return (block, within, check) => {
    const column = block.field(field);
    if (!column) return test(NOTHING);
    return column.entries === block.rows ? maskRows(column, test, within, check) : maskValues(column, test, check);
  };
}

const ask = (test: RecordTest, record: PartialRecord): number => (test(record as LogRecord) ? 1 : 0);

/** Asks once for each different value. */
function maskValues(column: Column<PartialRecord>, test: RecordTest, check: () => void): Mask {
  const truth = new Uint8Array(column.entries + 1);
  truth[0] = ask(test, NOTHING);
  let positive = truth[0];
  for (let entry = 0; entry < column.entries; entry++) {
    if (entry % CHECK_EVERY === 0) check();
    const answer = ask(test, column.value(entry));
    truth[entry + 1] = answer;
    positive += answer;
  }
  if (positive === 0) return false;
  if (positive === truth.length) return true;
  const codes = column.codes();
  const mask = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) mask[row] = truth[codes[row] as number] as number;
  return mask;
}

/** Asks for each row that still matters. */
function maskRows(column: Column<PartialRecord>, test: RecordTest, within: Mask, check: () => void): Mask {
  const codes = column.codes();
  const mask = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    if (row % CHECK_EVERY === 0) check();
    if (!hasRow(within, row)) continue;
    const code = codes[row] as number;
    mask[row] = ask(test, code === 0 ? NOTHING : column.value(code - 1));
  }
  return mask;
}
