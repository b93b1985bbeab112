import { describe, expect, it } from '@jest/globals';
import { PipelineError } from '../core/errors.ts';
import type { LogFields } from '../core/logger.ts';
import { createLogger, type LoggerOptions } from './logger.ts';

function capture(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const logger = createLogger({ level: 'info', format: 'json', name: 'processor', destination, ...options });
  return { logger, lines };
}

function written(fields: LogFields, options: Partial<LoggerOptions> = {}): string {
  const { logger, lines } = capture(options);
  logger.info('hello', fields);
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('createLogger', () => {
  it('writes JSON that is itself a log', () => {
    expect(JSON.parse(written({ port: 8080 }))).toEqual({
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      level: 'info',
      service: 'logsieve',
      part: 'processor',
      message: 'hello',
      port: 8080,
    });
  });

  it('writes a short line for people', () => {
    const line = written({ port: 8080, url: 'http://x', why: 'two words' }, { format: 'pretty' });
    expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}processor: hello port=8080 url=http:\/\/x why="two words"\n$/);
  });

  it('says nothing below its level', () => {
    const { logger, lines } = capture({ level: 'warn' });
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(lines.map((line) => JSON.parse(line).message)).toEqual(['c', 'd']);
  });

  it('writes an error as code, message and cause; its stack at level debug only', () => {
    const error = new PipelineError('unavailable', 'no disk', { cause: new Error('EIO') });
    const plain = JSON.parse(written({ error }));
    expect(plain.error).toEqual({ code: 'unavailable', message: 'no disk', cause: { message: 'EIO' } });
    expect(JSON.parse(written({ error }, { level: 'debug' })).error.stack).toContain('logger.test.ts');
  });

  it.each([
    ['by the name of the field', { botToken: 'c4n4ry', headers: { Authorization: 'c4n4ry', 'set-cookie': 'c4n4ry' } }],
    ['by its own looks', { url: 'https://hooks.slack.com/services/T/B/c4n4ryc4n4ry', text: 'password=c4n4ry' }],
    ['inside JSON in a text', { text: '{"a":"{\\"dbPassword\\":\\"c4n4ry\\"}"}' }],
    ['by a name that is given beside it', { text: '[{"name":"Authorization","value":"Basic c4n4ry"}]' }],
    ['by the name of a key', { private_key: 'c4n4ry', secretAccessKey: 'c4n4ry' }],
    ['by the settings', { error: new Error('post to http://intern/c4n4ry failed'), list: ['a http://intern/c4n4ry'] }],
    ['in a key', { 'http://intern/c4n4ry': 1 }],
    ['in a cause', { error: new Error('x', { cause: new Error('Bearer c4n4ryc4n4ry.1') }) }],
  ])('hides a secret that is known %s', (_, fields) => {
    for (const format of ['json', 'pretty'] as const)
      expect(written(fields, { format, level: 'debug', secrets: ['http://intern/c4n4ry'] })).not.toContain('c4n4ry');
  });

  it('hides a secret in the message', () => {
    const { logger, lines } = capture({ secrets: ['s3cr3t'] });
    logger.error('cannot reach s3cr3t');
    expect(lines[0]).not.toContain('s3cr3t');
  });

  it.each(['json', 'pretty'] as const)(
    'writes one line a call as %s, without anything that steers a terminal',
    (format) => {
      const evil = 'a\nlevel=ERROR\r\u001b[2J\u009b31m\u2028\u202edesrever\u0000';
      const { logger, lines } = capture({ format });
      logger.warn(evil, { [evil]: evil, deep: { evil } });
      expect(lines).toHaveLength(1);
      expect(lines[0]?.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/);
      if (format === 'json') expect(JSON.parse(lines[0] ?? '').message).toBe(evil);
    },
  );

  it('never throws, whatever the fields are', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const throwing = {
      get a() {
        throw new Error('no');
      },
    };
    for (const fields of [
      circle,
      throwing,
      { big: 10n, not: Number.NaN, at: new Date(Number.NaN), fn() {}, u: undefined },
    ])
      expect(() => written(fields)).not.toThrow();
  });

  it('keeps its own words apart from fields of the same name', () => {
    expect(JSON.parse(written({ level: 'x', message: 'y' }))).toMatchObject({
      level: 'info',
      message: 'hello',
      level_: 'x',
    });
  });
});
