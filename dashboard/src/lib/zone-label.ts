import { type ZoneChoice, zoneName } from './format-time.ts';

/** How far a zone is from UTC at that moment: `GMT+5:30`, `GMT`. */
export function zoneOffset(zone: ZoneChoice, now: number = Date.now()): string {
  // made for one question: hundreds of zones are asked at once, and a format that is kept costs memory
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zoneName(zone), timeZoneName: 'shortOffset' });
  const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  // browsers differ
  return name === 'GMT+0' ? 'GMT' : name;
}

/** The place that a zone is named after: `New York`. */
export function zoneCity(zone: ZoneChoice): string {
  const name = zoneName(zone);
  return name.slice(name.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

/** `UTC`, or offset and place: `GMT+1 · Berlin`. */
export function zoneLabel(zone: ZoneChoice, now: number = Date.now()): string {
  return zoneName(zone) === 'UTC' ? 'UTC' : `${zoneOffset(zone, now)} · ${zoneCity(zone)}`;
}
