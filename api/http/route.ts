import type { Request, Response } from 'express';
import { z } from 'zod';

/** What a handler is given: everything checked and converted by the route's schemas. */
export interface RouteCall<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Fires when the client is gone. */
  signal: AbortSignal;
  request: Request;
  response: Response;
}

/** An answer that is not JSON; its handler writes it. */
export interface StreamedAnswer {
  contentTypes: readonly string[];
}

export interface RouteDefinition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/api/v1/logs/{id}`. */
  path: string;
  summary: string;
  tag: string;
  params: P;
  query: Q;
  body: B;
  /** What the document shows instead of `body`, where the handler itself checks more. */
  documentedBody?: z.ZodType;
  status: number;
  answer: z.ZodType | StreamedAnswer | null;
  /** Resolves with the body of the answer; with undefined when the handler wrote the answer itself. */
  handle(call: RouteCall<z.output<P>, z.output<Q>, z.output<B>>): unknown;
}

/** One method of one path: what it takes, what it answers, and the code. The router and the OpenAPI document are both made of these. */
export type Route = RouteDefinition<z.ZodType, z.ZodType, z.ZodType>;

const nothing = z.strictObject({});
/** Of a route that reads no body. */
export const noBody = z.undefined();

type Optional<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Omit<
  RouteDefinition<P, Q, B>,
  'params' | 'query' | 'body' | 'status'
> &
  Partial<Pick<RouteDefinition<P, Q, B>, 'params' | 'query' | 'body' | 'status'>>;

/** Completes a definition; what is left out takes nothing, and answers 200. */
export function defineRoute<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
>(definition: Optional<P, Q, B>): Route {
  return { params: nothing, query: nothing, body: noBody, status: 200, ...definition } as unknown as Route;
}
