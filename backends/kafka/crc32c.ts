const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;
const BYTE_VALUES = 256;

/** One after another: what a byte comes to when 0, 1, … 7 zero bytes follow it, so that eight bytes are taken at once. */
const TABLE = createTable();

function createTable(): Int32Array {
  const table = new Int32Array(SLICES * BYTE_VALUES);
  for (let byte = 0; byte < BYTE_VALUES; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    table[byte] = value;
  }
  for (let at = BYTE_VALUES; at < table.length; at++) {
    const before = table[at - BYTE_VALUES] as number;
    table[at] = (before >>> 8) ^ (table[before & 0xff] as number);
  }
  return table;
}

/** CRC-32C (Castagnoli) of a part of the buffer, as Kafka wants it of a batch. */
export function crc32c(buffer: Buffer, from: number, to: number): number {
  const table = TABLE;
  const entry = (slice: number, byte: number): number => table[slice * BYTE_VALUES + byte] as number;
  let crc = -1;
  let at = from;
  for (; at + SLICES <= to; at += SLICES) {
    const low = crc ^ buffer.readInt32LE(at);
    const high = buffer.readInt32LE(at + 4);
    crc =
      entry(7, low & 0xff) ^
      entry(6, (low >>> 8) & 0xff) ^
      entry(5, (low >>> 16) & 0xff) ^
      entry(4, low >>> 24) ^
      entry(3, high & 0xff) ^
      entry(2, (high >>> 8) & 0xff) ^
      entry(1, (high >>> 16) & 0xff) ^
      entry(0, high >>> 24);
  }
  for (; at < to; at++) crc = (crc >>> 8) ^ entry(0, (crc ^ (buffer[at] as number)) & 0xff);
  return (crc ^ -1) >>> 0;
}
