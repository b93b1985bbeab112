import type { IncomingMessage } from 'node:http';
import { PipelineError } from '../core/errors.ts';
import type { Config } from './config.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

function hostnameOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/** Why a request is refused; null when it is not. */
export type HostCheck = (request: IncomingMessage) => PipelineError | null;

/**
 * Which requests name a host that is ours. A page can make its own name point to 127.0.0.1 and is then, to a browser, of our
 * origin (DNS rebinding); so a listener on the loopback answers to the loopback's names only, to PUBLIC_URL's and to those of the
 * allowed origins, with any port. A listener on another address answers to every name.
 */
export function createHostCheck(config: Pick<Config, 'host' | 'publicUrl' | 'allowedOrigins'>): HostCheck {
  const own = hostnameOf(`http://${config.host.includes(':') ? `[${config.host}]` : config.host}`);
  if (own === null || !LOOPBACK.test(own)) return () => null;
  const names = new Set(['localhost', '127.0.0.1', '[::1]', own]);
  for (const url of [config.publicUrl, ...config.allowedOrigins]) names.add(hostnameOf(url) ?? own);
  return ({ headers: { host } }) => {
    // no browser leaves it out
    if (host === undefined || names.has(hostnameOf(`http://${host}`) ?? '')) return null;
    const message = 'this host name is not known here; add it with PUBLIC_URL or ALLOWED_ORIGINS';
    return new PipelineError('forbidden', message, { details: { host } });
  };
}
