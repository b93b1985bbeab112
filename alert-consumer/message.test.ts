import { describe, expect, test } from '@jest/globals';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { buildMessage, wordLine } from './message.ts';

const notification = (...alerts: ReturnType<typeof createAlertEvent>[]) => ({
  key: 'k',
  alerts,
  mayBeRepeated: false,
  publicUrl: 'https://logs.example',
});

describe('a message', () => {
  test('says what, where, since when, how much, with samples and links', () => {
    const event = createAlertEvent({ query: 'level:error "a&b" #1', group: { ip_address: '10.0.0.1' } });
    const message = buildMessage(notification(event));
    expect(message.headline).toBe('HIGH: error-rate on hsearch');
    const [alert] = message.alerts;
    expect(alert).toMatchObject({
      where: [
        { name: 'service', value: 'hsearch' },
        { name: 'ip_address', value: '10.0.0.1' },
      ],
      since: '2026-11-20 08:00:05 UTC',
      lasted: null,
      measured: { value: '6.2 %', threshold: '5 %', condition: event.condition },
      alertUrl: `https://logs.example/alerts/${event.id}`,
    });
    expect(alert?.samples[0]).toBe('08:00:04.120 ERROR hsearch: upstream timed out after 2000 ms');
    const explorer = new URL(alert?.explorerUrl ?? '');
    expect(Object.fromEntries(explorer.searchParams)).toEqual({
      q: 'level:error "a&b" #1',
      from: '2026-11-20T08:00:00.000Z',
      to: '2026-11-20T08:01:00.000Z',
    });
  });

  test('a resolved alert says how long it lasted', () => {
    const message = buildMessage(notification(createAlertEvent({ type: 'resolved' })));
    expect(message).toMatchObject({ state: 'resolved', headline: 'Resolved: error-rate on hsearch' });
    expect(message.alerts[0]?.lasted).toBe('4 min 12 s');
  });

  test('an alert that is over before it was told is one entry', () => {
    const message = buildMessage(notification(createAlertEvent(), createAlertEvent({ type: 'resolved' })));
    expect(message.alerts.map((alert) => alert.state)).toEqual(['over']);
    expect(message.headline).toBe('Fired and resolved: error-rate on hsearch');
  });

  test('many alerts are counted by severity, the most severe first, the rest as a number', () => {
    const events = Array.from({ length: 134 }, (_, n) =>
      createAlertEvent({ id: `id${n}`, rule: `rule-${n % 7}`, severity: n % 67 === 5 ? 'critical' : 'low' }),
    );
    events.push(createAlertEvent({ id: 'gone', type: 'resolved' }));
    const message = buildMessage(notification(...events));
    expect(message.headline).toBe('135 alerts: 2 critical, 132 low, 1 resolved');
    expect(message.severity).toBe('critical');
    expect(message.alerts).toHaveLength(20);
    expect(message.alerts.slice(0, 2).map((alert) => alert.severity)).toEqual(['critical', 'critical']);
    expect(message.more).toBe(115);
  });

  test('one line holds rule, where, value and time', () => {
    const [alert] = buildMessage(notification(createAlertEvent())).alerts;
    expect(alert && wordLine(alert)).toBe(
      'error-rate · hsearch · 6.2 %, threshold 5 % · since 2026-11-20 08:00:05 UTC',
    );
  });
});
