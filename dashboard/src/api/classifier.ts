import { useMutation, useQuery } from '@tanstack/react-query';
import type { Explanation, ModelFacts } from '../../../core/classifier.ts';
import { getJson, sendJson } from './request.ts';

export interface ModelAnswer extends ModelFacts {
  version: string;
}

export function useModel() {
  return useQuery({
    queryKey: ['model'],
    queryFn: ({ signal }) => getJson<ModelAnswer>('/api/v1/model', {}, signal),
  });
}

/** A message with what the model makes of it. */
export interface Classified extends Explanation {
  message: string;
}

async function classify(messages: readonly string[]): Promise<Classified[]> {
  const { results } = await sendJson<{ results: Explanation[] }>('POST', '/api/v1/classify', { messages });
  return results.map((result, index) => ({ ...result, message: messages[index] ?? '' }));
}

export function useClassify() {
  return useMutation({ mutationFn: classify });
}
