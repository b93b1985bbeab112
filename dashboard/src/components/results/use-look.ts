import { usePreference } from '../../lib/preferences.ts';
import { NARROW, useMedia } from '../../lib/use-media.ts';

const COMPACT_HEIGHT = 22;
const COSY_HEIGHT = 30;
const CARD_HEIGHT = 54;

/** How high the rows are, and whether their messages are wrapped: as remembered. */
export function useLook() {
  const [density, setDensity] = usePreference('density');
  const [wrap, setWrap] = usePreference('wrap');
  const isNarrow = useMedia(NARROW);
  const isCompact = density !== 'cosy';
  return {
    isCompact,
    isNarrow,
    isWrapped: wrap !== null,
    rowHeight: isNarrow ? CARD_HEIGHT : isCompact ? COMPACT_HEIGHT : COSY_HEIGHT,
    toggleDensity: () => setDensity(isCompact ? 'cosy' : null),
    toggleWrap: () => setWrap(wrap === null ? 'on' : null),
  };
}
