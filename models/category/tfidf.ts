/** Compressed sparse rows: row r holds `indices` and `values` from `offsets[r]` up to `offsets[r + 1]`, indices rising. */
export interface SparseRows {
  rows: number;
  columns: number;
  offsets: Int32Array;
  indices: Int32Array;
  values: Float64Array;
}

export interface TfidfSettings {
  /** A term in fewer documents is left out. */
  minDf: number;
  /** Only so many of the most frequent terms are kept. */
  maxFeatures?: number;
  /** 1 + ln(tf) in place of tf. */
  sublinearTf: boolean;
  /** Counts as if one more document held every term. */
  smoothIdf: boolean;
  useIdf: boolean;
  norm: 'l1' | 'l2' | 'none';
}

/** Counts each document's terms (numbers from 0 up to `columns`). */
export function countTerms(documents: readonly ArrayLike<number>[], columns: number): SparseRows {
  const offsets = new Int32Array(documents.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (const [row, document] of documents.entries()) {
    const terms = Int32Array.from(document).sort();
    for (let i = 0; i < terms.length; ) {
      let next = i;
      while (next < terms.length && terms[next] === terms[i]) next += 1;
      indices.push(terms[i] as number);
      values.push(next - i);
      i = next;
    }
    offsets[row + 1] = indices.length;
  }
  return {
    rows: documents.length,
    columns,
    offsets,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** In how many rows each column stands. */
export function documentFrequencies(counts: SparseRows): Float64Array {
  const frequencies = new Float64Array(counts.columns);
  for (const index of counts.indices) frequencies[index] = (frequencies[index] as number) + 1;
  return frequencies;
}

function termFrequencies(counts: SparseRows): Float64Array {
  const totals = new Float64Array(counts.columns);
  for (let i = 0; i < counts.indices.length; i += 1) {
    const index = counts.indices[i] as number;
    totals[index] = (totals[index] as number) + (counts.values[i] as number);
  }
  return totals;
}

/** The columns that `minDf` and `maxFeatures` leave, rising. Among equally frequent ones the lower column stays. */
export function selectTerms(counts: SparseRows, settings: Pick<TfidfSettings, 'minDf' | 'maxFeatures'>): Int32Array {
  const frequencies = documentFrequencies(counts);
  const kept = Array.from(frequencies.keys()).filter((column) => {
    const frequency = frequencies[column] as number;
    return frequency > 0 && frequency >= settings.minDf;
  });
  if (settings.maxFeatures === undefined || kept.length <= settings.maxFeatures) return Int32Array.from(kept);
  const totals = termFrequencies(counts);
  kept.sort((a, b) => (totals[b] as number) - (totals[a] as number) || a - b);
  return Int32Array.from(kept.slice(0, settings.maxFeatures)).sort();
}

/** Leaves only the columns `kept` and numbers them from 0. */
export function keepColumns(counts: SparseRows, kept: Int32Array): SparseRows {
  const renamed = new Int32Array(counts.columns).fill(-1);
  for (const [index, column] of kept.entries()) renamed[column] = index;
  const offsets = new Int32Array(counts.rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < counts.rows; row += 1) {
    for (let i = counts.offsets[row] as number; i < (counts.offsets[row + 1] as number); i += 1) {
      const index = renamed[counts.indices[i] as number] as number;
      if (index < 0) continue;
      indices.push(index);
      values.push(counts.values[i] as number);
    }
    offsets[row + 1] = indices.length;
  }
  return {
    ...counts,
    columns: kept.length,
    offsets,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** Inverse document frequency of each column, as scikit-learn's TfidfTransformer has it: ln(n / df) + 1. */
export function fitIdf(counts: SparseRows, settings: Pick<TfidfSettings, 'smoothIdf' | 'useIdf'>): Float64Array {
  if (!settings.useIdf) return new Float64Array(counts.columns).fill(1);
  const extra = settings.smoothIdf ? 1 : 0;
  return documentFrequencies(counts).map((df) => Math.log((counts.rows + extra) / (df + extra)) + 1);
}

/** Weighs the counts by `idf` and brings each row to length 1 in the norm. */
export function transformTfidf(
  counts: SparseRows,
  idf: Float64Array,
  settings: Pick<TfidfSettings, 'sublinearTf' | 'norm'>,
): SparseRows {
  const values = counts.values.map(
    (count, i) => (settings.sublinearTf ? 1 + Math.log(count) : count) * (idf[counts.indices[i] as number] as number),
  );
  if (settings.norm !== 'none') {
    for (let row = 0; row < counts.rows; row += 1) {
      normalise(values.subarray(counts.offsets[row], counts.offsets[row + 1]), settings.norm);
    }
  }
  return { ...counts, values };
}

function normalise(row: Float64Array, norm: 'l1' | 'l2'): void {
  let sum = 0;
  for (const value of row) sum += norm === 'l2' ? value * value : Math.abs(value);
  const length = norm === 'l2' ? Math.sqrt(sum) : sum;
  if (length === 0) return;
  for (let i = 0; i < row.length; i += 1) row[i] = (row[i] as number) / length;
}
