/**
 * Ids of records: `<epoch>-<partition>-<offset>` of the message on the `logs` topic. The epoch is a short word made anew
 * whenever the topic is created, so a topic that starts again at offset 0 cannot repeat an id.
 */
export interface RecordId {
  epoch: string;
  partition: number;
  offset: number;
}

/** The id of the record at that place of the `logs` topic. */
export function formatRecordId(epoch: string, partition: number, offset: number): string {
  return `${epoch}-${partition}-${offset}`;
}

const SHAPE = /^([a-z0-9]{1,16})-(\d{1,6})-(\d{1,15})$/;

/** Its parts, or null when the text is no record id. */
export function parseRecordId(id: string): RecordId | null {
  const found = SHAPE.exec(id);
  if (!found) return null;
  return { epoch: found[1] ?? '', partition: Number(found[2]), offset: Number(found[3]) };
}

/** Orders ids as they were written: by epoch, partition, then offset as a number. Ids of another shape compare as text. */
export function compareRecordIds(a: string, b: string): number {
  if (a === b) return 0;
  const left = parseRecordId(a);
  const right = parseRecordId(b);
  if (!left || !right) return a < b ? -1 : 1;
  if (left.epoch !== right.epoch) return left.epoch < right.epoch ? -1 : 1;
  return left.partition - right.partition || left.offset - right.offset;
}
