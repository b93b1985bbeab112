import { expect, test } from '@jest/globals';
import { createAlertEvent, createHostileAlert, HOSTILE_TEXTS } from '../../test/stand-ins/alert-event.ts';
import { createConsoleChannel } from './console.ts';

const about = (...alerts: ReturnType<typeof createAlertEvent>[]) => ({
  key: 'k',
  alerts,
  mayBeRepeated: false,
  publicUrl: 'http://localhost:8080',
});

test('the console shows an alert in a few lines', async () => {
  const written: string[] = [];
  const channel = createConsoleChannel({ write: (text) => void written.push(text) });
  expect(await channel.send(about(createAlertEvent()))).toEqual({ status: 'delivered' });
  expect(written.join('')).toBe(`ALERT HIGH: error-rate on hsearch
  Too many requests of one service fail
  error-rate · hsearch · 6.2 %, threshold 5 % · since 2026-11-20 08:00:05 UTC
  | 08:00:04.120 ERROR hsearch: upstream timed out after 2000 ms
  http://localhost:8080/alerts/0123456789abcdef
`);
});

test('a log cannot steer the terminal or forge a line', async () => {
  const written: string[] = [];
  const channel = createConsoleChannel({ write: (text) => void written.push(text) });
  for (const text of HOSTILE_TEXTS) await channel.send(about(createHostileAlert(text)));
  for (const text of written) {
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(8);
  }
});

test('a console that cannot be written to is tried again', async () => {
  const channel = createConsoleChannel({
    write: () => {
      throw new Error('EPIPE');
    },
  });
  expect(await channel.send(about(createAlertEvent()))).toMatchObject({ status: 'retry' });
});
