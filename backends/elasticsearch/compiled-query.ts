import type { estypes } from '@elastic/elasticsearch';

export type Dsl = estypes.QueryDslQueryContainer;

/** A query as Elasticsearch understands it. */
export interface CompiledQuery {
  /** Finds every record for which `matches` is true. */
  dsl: Dsl;
  /** Whether it finds no other. */
  exact: boolean;
}

export const ALL: Dsl = { match_all: {} };
export const NONE: Dsl = { match_none: {} };

export const exactly = (dsl: Dsl): CompiledQuery => ({ dsl, exact: true });
/** What finds others as well. */
export const atMost = (dsl: Dsl): CompiledQuery => ({ dsl, exact: false });
