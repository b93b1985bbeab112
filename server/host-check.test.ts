import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { createHostCheck } from './host-check.ts';

const check = (config: Partial<Parameters<typeof createHostCheck>[0]>, host: string | undefined) =>
  createHostCheck({ host: '127.0.0.1', publicUrl: 'http://127.0.0.1:8080', allowedOrigins: [], ...config })({
    headers: { host },
  } as IncomingMessage)?.code ?? 'taken';

describe('on the loopback', () => {
  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1:8080', '[::1]:9', undefined])('%s is ours', (host) => {
    for (const own of ['127.0.0.1', 'localhost', '::1']) expect(check({ host: own }, host)).toBe('taken');
  });

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'a b',
    '',
    '[::2]',
  ])('%j is not', (host) => {
    expect(check({}, host)).toBe('forbidden');
    expect(check({ host: '::1' }, host)).toBe('forbidden');
  });

  it('the names of PUBLIC_URL and the allowed origins are ours too', () => {
    expect(check({ publicUrl: 'https://Logs.example/x' }, 'logs.example')).toBe('taken');
    expect(check({ allowedOrigins: ['https://a.example:8443'] }, 'a.example')).toBe('taken');
  });
});

it('on another address every name is taken', () => {
  for (const host of ['0.0.0.0', '::', '10.0.0.7']) expect(check({ host }, 'anything.example')).toBe('taken');
});
