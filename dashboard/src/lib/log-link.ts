import { changeParameters } from './screen-state.ts';

/** The address of this screen with one log open. */
export function logLink(id: string): string {
  const { origin, pathname, search } = location;
  return `${origin}${pathname}?${changeParameters(new URLSearchParams(search), { id })}`;
}

/** A command that asks the server for the log. */
export function logCurl(id: string): string {
  return `curl '${location.origin}/api/v1/logs/${encodeURIComponent(id).replaceAll("'", '%27')}'`;
}
