import { MAX_ITEM_BYTES } from './file-item.ts';

/** Collects the pieces of one log, and no more of them than a log may have. */
export interface BytePieces {
  add(piece: Uint8Array): void;
  /** All pieces as one, or null where they were too many; and begins anew. */
  take(): Uint8Array | null;
}

export function createBytePieces(maxBytes = MAX_ITEM_BYTES): BytePieces {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const join = (): Uint8Array => {
    const joined = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece, at);
      at += piece.length;
    }
    return joined;
  };
  return {
    add(piece) {
      size += piece.length;
      if (size <= maxBytes) pieces.push(piece);
      else pieces = [];
    },
    take() {
      const taken = size > maxBytes ? null : join();
      pieces = [];
      size = 0;
      return taken;
    },
  };
}
