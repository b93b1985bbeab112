import { PipelineError } from '../../core/errors.ts';

const ANSWER_TIMEOUT_MS = 5_000;
/** The shipped rule misses only who was there for half an hour, which nobody wants to watch. */
const RULE = {
  description: 'Of the demo, for as long as it runs: hsearch has gone silent',
  query: 'service:hsearch environment:demo',
  window: '1m',
  group_by: ['service'],
  condition: { type: 'absence' },
  severity: 'high',
};

/**
 * Sets a rule of the demo's own over the API; resolves with what takes it back, which rejects never.
 * @throws PipelineError `unavailable` when Logsieve does not take it.
 */
export async function setSilenceRule(url: string, name: string): Promise<() => Promise<void>> {
  const place = `${url}/api/v1/alert-rules/${name}`;
  const ask = (method: string, body: string | null) =>
    fetch(place, {
      method,
      body,
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
  const answer = await ask('PUT', JSON.stringify({ name, ...RULE })).catch(() => null);
  if (!answer?.ok) throw new PipelineError('unavailable', `${place} did not take the rule of the demo`);
  return async () => void (await ask('DELETE', null).catch(() => {}));
}
