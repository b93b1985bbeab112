import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { LogRecord } from '../../../core/record.ts';
import type { SearchAnswer } from './logs.ts';

/** A log that some list has loaded already, so that it is shown at once. */
export function loadedRecord(client: QueryClient, id: string): LogRecord | undefined {
  for (const [, answer] of client.getQueriesData<InfiniteData<SearchAnswer>>({ queryKey: ['search'] })) {
    for (const { logs } of answer?.pages ?? []) {
      const found = logs.find((record) => record.id === id);
      if (found) return found;
    }
  }
  return undefined;
}
