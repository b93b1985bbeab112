import { describe, expect, it } from '@jest/globals';
import { rfc3164 } from './rfc3164.ts';

const read = (line: string, now = '2026-11-20T10:00:00Z') =>
  rfc3164.parse(line, { receivedAt: Date.parse(now) })?.record;

describe('rfc3164', () => {
  it('reads priority, time, host, tag and message', () => {
    expect(read('<86>Nov  3 04:05:06 gate-1 login[77]: session opened')).toEqual({
      timestamp: '2026-11-03T04:05:06.000Z',
      level: 'info',
      host: 'gate-1',
      service: 'login',
      message: 'session opened',
      attributes: { facility: 10, severity: 6, pid: '77' },
    });
  });

  it.each([
    ['today', 'Nov 20 09:59:59', '2026-11-20T10:00:00Z', '2026-11-20T09:59:59.000Z'],
    ['a clock somewhat ahead', 'Nov 20 22:00:00', '2026-11-20T10:00:00Z', '2026-11-20T22:00:00.000Z'],
    ['last December in January', 'Dec 31 23:59:58', '2027-01-01T00:00:05Z', '2026-12-31T23:59:58.000Z'],
    ['January on New Year’s Eve', 'Jan  1 00:00:03', '2026-12-31T23:59:59Z', '2027-01-01T00:00:03.000Z'],
    ['a leap day', 'Feb 29 12:00:00', '2026-11-20T10:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('finds the year of %s', (_, time, now, expected) => {
    expect(read(`<13>${time} h app: m`, now)?.timestamp).toBe(expected);
  });

  it.each([
    ['a year behind the time', '<13>Oct 11 22:14:15 2024 gate-1 app: m', '2024-10-11T22:14:15.000Z'],
    ['a year before the time', '<13>Oct 11 2024 22:14:15 gate-1 app: m', '2024-10-11T22:14:15.000Z'],
    ['a fraction', '<13>Oct 11 22:14:15.123 gate-1 app: m', '2026-10-11T22:14:15.123Z'],
    ['an ISO time', '<13>2024-10-11T22:14:15.123456+02:00 gate-1 app: m', '2024-10-11T20:14:15.123456Z'],
  ])('accepts %s', (_, line, timestamp) => {
    expect(read(line)).toMatchObject({ timestamp, host: 'gate-1', service: 'app', message: 'm' });
  });

  it('takes a tag in the place of the host for a local message', () => {
    const record = read('<38>Oct 11 22:14:15 sshd[4]: bye');
    expect(record).toMatchObject({ service: 'sshd', message: 'bye' });
    expect(record).not.toHaveProperty('host');
  });

  it('reads the lines of a Cisco device', () => {
    const line = '<189>29: *Mar  1 18:46:11.123: %SYS-5-CONFIG_I: Configured from console';
    expect(read(line)).toMatchObject({
      timestamp: '2026-03-01T18:46:11.123Z',
      message: '%SYS-5-CONFIG_I: Configured from console',
    });
  });

  it('takes all behind a priority for the message where there is no header', () => {
    expect(read('<11>something went wrong')).toMatchObject({ level: 'error', message: 'something went wrong' });
  });

  it('wants host and tag of a line without priority', () => {
    expect(read('Oct 11 22:14:15 gate-1 cron[1]: m')).toMatchObject({ host: 'gate-1', service: 'cron' });
    expect(read('Oct 11 22:14:15 it rained')).toBeUndefined();
    expect(read('2024-05-01T10:11:12Z INFO server: started')).toBeUndefined();
    expect(read('2024-05-01T10:11:12Z main ERROR: failed')).toBeUndefined();
  });
});
