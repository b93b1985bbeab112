import { type AlertText, DETAILED_ALERTS, type MessageText, wordLine, wordMeasured } from '../message.ts';

/** A part of the text that is not plain; offset and length in UTF-16 units, as JavaScript counts. */
export interface Entity {
  type: 'bold' | 'code' | 'pre' | 'text_link';
  offset: number;
  length: number;
  url?: string;
}

export interface EntityText {
  text: string;
  entities: Entity[];
}

type Piece = string | { type: Entity['type']; text: string; url?: string };

/** After entities are taken out, which is how they are given here. */
const TEXT_LIMIT = 4_096;
const ENTITY_LIMIT = 100;

/** A message as text with entities; nothing in it is markup. Lines that do not fit are left out whole and counted. */
export function renderTelegram(message: MessageText): EntityText {
  const signs = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵' };
  const sign = message.state === 'resolved' ? '✅' : signs[message.severity];
  const head: Piece[][] = [[{ type: 'bold', text: `${sign} ${message.headline}` }]];
  if (message.mayBeRepeated) head.push(['(may be repeated: it was not sure that it had arrived)']);
  const detailed = message.more === 0 && message.alerts.length <= DETAILED_ALERTS;
  const groups = message.alerts.map((alert) => (detailed ? renderAlert(alert, message) : [renderLine(alert)]));
  for (let shown = groups.length; ; shown--) {
    const more = message.more + groups.length - shown;
    const tail: Piece[][] =
      more > 0 ? [[`… +${more} more · `, { type: 'text_link', text: 'all alerts', url: message.alertsUrl }]] : [];
    const whole = joinLines([...head, ...groups.slice(0, shown).flat(), ...tail]);
    if (shown === 0 || (whole.text.length <= TEXT_LIMIT && whole.entities.length <= ENTITY_LIMIT))
      return cutEntities(whole);
  }
}

/** At most 4,096 units and 100 entities; an entity that the cut would split is cut off whole. */
export function cutEntities({ text, entities }: EntityText, limit = TEXT_LIMIT): EntityText {
  const kept = entities.slice(0, ENTITY_LIMIT);
  if (text.length <= limit) return { text, entities: kept };
  let end = limit - 1;
  for (const { offset, length } of kept) if (offset < end && offset + length > end) end = offset;
  const code = text.charCodeAt(end - 1);
  if (code >= 0xd800 && code <= 0xdbff) end--;
  return { text: `${text.slice(0, end)}…`, entities: kept.filter((each) => each.offset + each.length <= end) };
}

function renderAlert(alert: AlertText, message: MessageText): Piece[][] {
  const lines: Piece[][] = [];
  if (message.alerts.length > 1) lines.push([''], [{ type: 'bold', text: `${wordState(alert)} ${alert.rule}` }]);
  if (alert.description !== '') lines.push([alert.description]);
  for (const { name, value } of alert.where) lines.push([`${name}: `, { type: 'code', text: value }]);
  lines.push([alert.lasted === null ? `since ${alert.since}` : `lasted ${alert.lasted}, since ${alert.since}`]);
  if (alert.measured) lines.push([wordMeasured(alert.measured)], [{ type: 'code', text: alert.measured.condition }]);
  if (alert.samples.length > 0) lines.push([{ type: 'pre', text: alert.samples.join('\n') }]);
  const links: Piece[] = [{ type: 'text_link', text: 'Open the alert', url: alert.alertUrl }];
  if (alert.explorerUrl) links.push(' · ', { type: 'text_link', text: 'Show the logs', url: alert.explorerUrl });
  lines.push([...links, ' · id ', { type: 'code', text: alert.shortId }]);
  return lines;
}

function renderLine(alert: AlertText): Piece[] {
  return [
    '• ',
    { type: 'text_link', text: wordState(alert), url: alert.alertUrl },
    ' ',
    { type: 'code', text: wordLine(alert) },
  ];
}

function wordState(alert: AlertText): string {
  if (alert.state === 'firing') return alert.severity.toUpperCase();
  return alert.state === 'over' ? 'Fired and resolved' : 'Resolved';
}

function joinLines(lines: readonly Piece[][]): EntityText {
  let text = '';
  const entities: Entity[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) text += '\n';
    for (const piece of line) {
      if (typeof piece !== 'string' && piece.text !== '') {
        const { type, url } = piece;
        entities.push({ type, offset: text.length, length: piece.text.length, ...(url !== undefined && { url }) });
      }
      text += typeof piece === 'string' ? piece : piece.text;
    }
  }
  return { text, entities };
}
