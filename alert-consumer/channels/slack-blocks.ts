import type { AlertSeverity } from '../../core/alert.ts';
import { type AlertText, DETAILED_ALERTS, type MessageText, wordLine, wordMeasured } from '../message.ts';
import { codeBlock, escapeText, inlineCode, link } from './slack-text.ts';

interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}
type Block =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: boolean } }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'divider' };

const HEADER_LIMIT = 150;
const SECTION_LIMIT = 3_000;
const FIELD_LIMIT = 2_000;
const FALLBACK_LIMIT = 3_000;

const SIGN: Record<AlertSeverity, string> = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵' };

/** A message in Block Kit: at most 50 blocks, each within Slack's limits; `text` is what a phone's notification shows. */
export function renderSlack(message: MessageText): { text: string; blocks: Block[] } {
  const body =
    message.more === 0 && message.alerts.length <= DETAILED_ALERTS
      ? message.alerts.flatMap((alert) => renderAlert(alert, message.alerts.length > 1))
      : renderList(message);
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: escapeText(signed(message), HEADER_LIMIT), emoji: true } },
    ...body,
  ];
  if (message.mayBeRepeated) blocks.push(context('This message may be repeated: it was not sure that it had arrived.'));
  return { text: renderFallback(message), blocks };
}

/** The same in words alone, for when Slack refuses the blocks. */
export function renderFallback(message: MessageText): string {
  const lines = message.alerts.map((alert) => `${wordLine(alert)} ${alert.alertUrl}`);
  const more = message.more > 0 ? [`… +${message.more} more`] : [];
  const repeated = message.mayBeRepeated ? ['(may be repeated)'] : [];
  return escapeText([signed(message), ...repeated, ...lines, ...more].join('\n'), FALLBACK_LIMIT);
}

function signed(message: MessageText): string {
  return `${message.state === 'resolved' ? '✅' : SIGN[message.severity]} ${message.headline}`;
}

function renderAlert(alert: AlertText, withTitle: boolean): Block[] {
  const blocks: Block[] = [];
  if (withTitle) blocks.push({ type: 'divider' }, section(`*${wordState(alert)}* ${inlineCode(alert.rule, 200)}`));
  if (alert.description !== '') blocks.push(section(escapeText(alert.description, SECTION_LIMIT)));
  const where = alert.where.map(({ name, value }) => inlineCode(`${name}: ${value}`, 300)).join('\n');
  const fields = [
    field('Where', where),
    field(alert.lasted === null ? 'Since' : 'Lasted', alert.lasted ?? alert.since),
    ...(alert.measured
      ? [
          field('Value', escapeText(wordMeasured(alert.measured), 200)),
          field('Condition', inlineCode(alert.measured.condition, 600)),
        ]
      : []),
  ];
  blocks.push({ type: 'section', fields: fields.filter((each) => each !== null) });
  if (alert.samples.length > 0) blocks.push(section(codeBlock(alert.samples, 900)));
  const links = [link(alert.alertUrl, 'Open the alert'), alert.explorerUrl && link(alert.explorerUrl, 'Show the logs')];
  blocks.push(context([...links.filter(Boolean), `id ${inlineCode(alert.shortId, 50)}`].join('  ·  ')));
  return blocks;
}

function wordState(alert: AlertText): string {
  if (alert.state === 'firing') return `${SIGN[alert.severity]} ${alert.severity.toUpperCase()}`;
  return alert.state === 'over' ? '✅ Fired and resolved' : '✅ Resolved';
}

function renderList(message: MessageText): Block[] {
  const lines = message.alerts.map(
    (alert) => `• *${wordState(alert)}* ${inlineCode(wordLine(alert), 500)} ${link(alert.alertUrl, 'open')}`,
  );
  const rest = message.more > 0 ? `… +${message.more} more · ` : '';
  return [...packSections(lines), context(`${rest}${link(message.alertsUrl, 'All alerts')}`)];
}

function packSections(lines: readonly string[]): Block[] {
  const sections: string[] = [];
  for (const line of lines) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SECTION_LIMIT)
      sections[sections.length - 1] = `${last}\n${line}`;
    else sections.push(line);
  }
  return sections.map(section);
}

function section(text: string): Block {
  return { type: 'section', text: mrkdwn(text) };
}

function field(name: string, value: string): Mrkdwn | null {
  const text = `*${name}*\n${value}`;
  return value === '' || text.length > FIELD_LIMIT ? null : mrkdwn(text);
}

function context(text: string): Block {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** `verbatim`: Slack makes no links or mentions of its own out of the text. */
function mrkdwn(text: string): Mrkdwn {
  return { type: 'mrkdwn', text, verbatim: true };
}
