/** A log of a file, as a line of its own in what is sent. */
export interface FileItem {
  /** Where it begins in the file, from 1. */
  line: number;
  /** UTF-8 without a line break at its end; null where it is larger than a log may be. */
  bytes: Uint8Array | null;
}

/** Cuts the bytes of a file into logs, however they come in pieces, and leaves blank ones out as the server does. */
export interface ItemSplitter {
  /** The logs that end within these bytes. */
  push(bytes: Uint8Array): FileItem[];
  /** What is left once the file is at its end. */
  end(): FileItem[];
}

/** The largest log that the server takes (docs/errors.md, `record_too_large`): more is not even collected. */
export const MAX_ITEM_BYTES = 1_048_576;
