import type { PartPlace } from './block-format.ts';
import { packFrame } from './frame.ts';

/** How a block is compressed. */
export interface Packing {
  /** Of zstd. */
  level: number;
  /** Parts smaller than this share frames … */
  shareBelowBytes: number;
  /** … of about this size. */
  sharedBytes: number;
}

/** For blocks that are read soon and rewritten soon: each frame costs 30 µs whatever its size, so few frames. */
export const QUICK_PACKING: Packing = { level: 1, shareBelowBytes: 48 * 1024, sharedBytes: 128 * 1024 };
/** For blocks that stay: small, and a reader unpacks only what it needs. */
export const LASTING_PACKING: Packing = { level: 3, shareBelowBytes: 2 * 1024, sharedBytes: 16 * 1024 };

/** Takes the parts of a block and makes frames of them. */
export interface PartPacker {
  /** Takes the bytes, which must not change any more, and answers with the part's number. */
  add(bytes: Uint8Array): number;
  /** Call once: the frames, from `firstFrame` on, and where in them each part is. */
  finish(): { frames: Uint8Array[]; places: PartPlace[]; rawBytes: number };
}

export function createPartPacker(packing: Packing, firstFrame: number): PartPacker {
  const frames: Uint8Array[] = [];
  const places: PartPlace[] = [];
  let shared: { bytes: Uint8Array; place: PartPlace }[] = [];
  let sharedLength = 0;

  function pushFrame(bytes: Uint8Array): number {
    return firstFrame + frames.push(packFrame(bytes, packing.level)) - 1;
  }

  function closeShared(): void {
    if (shared.length === 0) return;
    const frame = pushFrame(
      Buffer.concat(
        shared.map(({ bytes }) => bytes),
        sharedLength,
      ),
    );
    for (const { place } of shared) place[0] = frame;
    shared = [];
    sharedLength = 0;
  }

  return {
    add(bytes) {
      const place: PartPlace = [0, 0, bytes.length];
      if (bytes.length >= packing.shareBelowBytes) place[0] = pushFrame(bytes);
      else {
        if (sharedLength + bytes.length > packing.sharedBytes) closeShared();
        place[1] = sharedLength;
        shared.push({ bytes, place });
        sharedLength += bytes.length;
      }
      return places.push(place) - 1;
    },
    finish() {
      closeShared();
      return { frames, places, rawBytes: places.reduce((sum, [, , length]) => sum + length, 0) };
    },
  };
}
