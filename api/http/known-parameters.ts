import type { RequestHandler } from 'express';
import { readParameters } from '../params/parameters.ts';
import { readTarget } from './target.ts';

/** Refuses a request with a parameter that is not among the known, or is given twice, before anything is done. */
export function refuseOtherParameters(known: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    readParameters(readTarget(request.originalUrl).parameters, known);
    next();
  };
}
