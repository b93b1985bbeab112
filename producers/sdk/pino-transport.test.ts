import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import createPinoTransport from './pino-transport.ts';
import { type LogServer, startLogServer } from './test-subjects/log-server.ts';

let server: LogServer;
beforeEach(async () => {
  server = await startLogServer();
});
afterEach(() => server.close());

/** What arrives of chunks as pino writes them. */
async function sent(...chunks: (string | Buffer)[]): Promise<readonly Record<string, unknown>[]> {
  const stream = createPinoTransport({ url: server.url, service: 'shop' });
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  return server.records;
}

const line = (fields: object) => `${JSON.stringify({ level: 50, time: 1763683200000, hostname: 'box', ...fields })}\n`;

describe('the pino transport', () => {
  it('calls what pino writes by our names', async () => {
    const [record] = await sent(line({ name: 'pay', err: { message: 'boom' }, order: 7, msg: 'declined' }));
    expect(record).toEqual({
      level: 50,
      timestamp: 1763683200000,
      service: 'shop',
      host: 'box',
      message: 'declined',
      error: { message: 'boom' },
      logger: 'pay',
      order: 7,
    });
  });

  it('keeps the message under a messageKey of "message", and an error that is called "error"', async () => {
    const [record] = await sent(line({ message: 'declined', error: 'boom' }));
    expect(record).toMatchObject({ message: 'declined', error: 'boom' });
  });

  it('lets a time and a host of the log’s own stand, and what pino had in their place beside them', async () => {
    const [record] = await sent(line({ timestamp: '2026-11-21T00:00:00Z', host: 'other', msg: 'x' }));
    expect(record).toMatchObject({ timestamp: '2026-11-21T00:00:00Z', host: 'other', hostname: 'box' });
    expect(record?.time).toBe(1763683200000);
  });

  it('puts characters together that two chunks share, and takes the last line without a break', async () => {
    const bytes = Buffer.from(`${line({ msg: 'zahlt 5 €' })}no JSON €`);
    const middle = bytes.indexOf('€') + 1;
    const records = await sent(bytes.subarray(0, middle), bytes.subarray(middle, -1), bytes.subarray(-1));
    expect(records.map(({ message }) => message)).toEqual(['zahlt 5 €', 'no JSON €']);
  });

  it('takes a line that is JSON but no record as text', async () => {
    expect((await sent('5\nnull\n')).map(({ message }) => message)).toEqual(['5', 'null']);
  });
});
