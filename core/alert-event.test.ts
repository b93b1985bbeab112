import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAlertEvent } from '../test/stand-ins/alert-event.ts';
import { readAlertEvent } from './alert-event.ts';
import { PipelineError } from './errors.ts';

describe('decoding an alert event', () => {
  test('gives back what was published', () => {
    const event = createAlertEvent({ type: 'resolved', service: null, category: null, samples: [] });
    expect(readAlertEvent(Buffer.from(JSON.stringify(event)))).toEqual(event);
  });

  test.each([
    ['severity', 'urgent'],
    ['group', { a: 1 }],
    ['group', null],
    ['window', { from: 'x', to: 'y' }],
    ['samples', [{ id: 'a' }]],
    ['started_at', 'yesterday'],
    ['value', '3'],
    ['id', ''],
  ])('names %s when it is %j', (field, value) => {
    const text = JSON.stringify({ ...createAlertEvent(), [field]: value });
    expect(() => readAlertEvent(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'decode_failed', details: { field } }),
    );
  });

  test('throws nothing but decode_failed, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          readAlertEvent(Buffer.from(text));
        } catch (error) {
          expect(error instanceof PipelineError && error.code).toBe('decode_failed');
        }
      }),
    );
  });
});
