import { isZone, type ZoneChoice, zoneName } from './format-time.ts';
import { zoneOffset } from './zone-label.ts';

/** Browsers list some places under the names that they had; people look for those of today. */
const RENAMED = new Map([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Europe/Kiev', 'Europe/Kyiv'],
]);

function renamed(zone: string): string {
  const name = RENAMED.get(zone);
  return name !== undefined && isZone(name) ? name : zone;
}

let listed: string[] | undefined;

/** The zones of the world that this browser knows, `UTC` not among them. */
function worldZones(): string[] {
  listed ??= Intl.supportedValuesOf('timeZone')
    .filter((name) => name !== 'UTC')
    .map(renamed)
    .toSorted();
  return listed;
}

export interface FoundZones {
  /** The browser's own, UTC, and what was chosen lately. */
  near: ZoneChoice[];
  /** All others, by name. */
  world: ZoneChoice[];
}

/** The zones in whose name or offset every word is found: `new york`, `gmt+5:30`; all of them for no words. */
export function findZones(text: string, recent: readonly ZoneChoice[]): FoundZones {
  const wanted = text
    .toLowerCase()
    .split(/[\s/_]+/)
    .filter(Boolean);
  // offsets take time to find out, hundreds of them the more
  const asksOffset = /[+\-\d]|gmt/i.test(text);
  const fits = (zone: ZoneChoice): boolean => {
    if (wanted.length === 0) return true;
    const name = `${zone} ${zoneName(zone)} ${asksOffset ? zoneOffset(zone) : ''}`.toLowerCase().replaceAll('_', ' ');
    return wanted.every((word) => name.includes(word));
  };
  const near = [...new Set(['local', 'UTC', ...recent])];
  return { near: near.filter(fits), world: worldZones().filter((zone) => !near.includes(zone) && fits(zone)) };
}

const MOST_RECENT = 4;

/** What was chosen lately once this zone is chosen too; the two that always come first are not kept. */
export function withRecent(recent: readonly ZoneChoice[], zone: ZoneChoice): ZoneChoice[] {
  if (zone === 'local' || zone === 'UTC') return [...recent];
  return [zone, ...recent.filter((other) => other !== zone)].slice(0, MOST_RECENT);
}
