import { useEffect, useState } from 'react';
import { useSettled } from '../../lib/use-settled.ts';

/** Fetched once somebody edits a rule: it brings the reader of regular expressions along. */
const fetchParser = async () => (await import('../../../../core/query/parse.ts')).parseQuery;

function faultOf(query: string, parse: (query: string) => unknown): string | undefined {
  try {
    parse(query);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What is wrong with a query, with its column, once nobody has typed for a moment; undefined while it is right or not looked at. */
export function useQueryFault(query: string): string | undefined {
  const settled = useSettled(query);
  const [seen, setSeen] = useState<{ query: string; fault: string | undefined } | null>(null);
  useEffect(() => {
    let isOver = false;
    // where it cannot be fetched nothing is marked: the server says it when the rule is saved
    fetchParser().then(
      (parse) => isOver || setSeen({ query: settled, fault: faultOf(settled, parse) }),
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [settled]);
  return seen?.query === query ? seen.fault : undefined;
}
