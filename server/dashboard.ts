import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Response, type Router } from 'express';

/** What `npm run build` makes of the folder dashboard/. */
const BUILT = fileURLToPath(new URL('../dashboard/dist', import.meta.url));
const NONCE_MARK = '__CSP_NONCE__';
const NONCE_BYTES = 16;
const YEAR_MS = 31_536_000_000;

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Logsieve</title>
<h1>Logsieve is running</h1><p>Its dashboard is not built. Run <code>npm run build</code> in its folder and load this page again.
The API is there: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>, <a href="/health">/health</a></p></html>`;

/** Only what comes from here runs; the editor of queries makes styles of its own, which the nonce allows. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const PAGES = [
  '/',
  '/explorer',
  '/live',
  '/alerts',
  '/alerts/:id',
  '/rules',
  '/rules/:name',
  '/classifier',
  '/pipeline',
];

function sendPage(response: Response): void {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const page = existsSync(`${BUILT}/index.html`) ? readFileSync(`${BUILT}/index.html`, 'utf8') : NOT_BUILT;
  response.set({
    'Content-Security-Policy': policyOf(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  });
  response.type('html').send(page.replace(NONCE_MARK, nonce));
}

/** The build's own names of scripts and styles: no folders, so that nothing else is reached. */
const COMPRESSED = /^\/[\w-]+\.(js|css)$/;

/** Answers with the file as the build compressed it, where there is one of a kind that the browser takes. */
const preferCompressed: RequestHandler = (request, response, next) => {
  const [, type] = COMPRESSED.exec(request.path) ?? [];
  if (type === undefined) return next();
  response.vary('Accept-Encoding');
  for (const [encoding, ending] of [['br', '.br'] as const, ['gzip', '.gz'] as const]) {
    const path = `${request.path}${ending}`;
    if (request.acceptsEncodings(encoding) !== encoding || !existsSync(`${BUILT}/assets${path}`)) continue;
    request.url = path;
    response.type(type).set('Content-Encoding', encoding);
    break;
  }
  next();
};

/** The dashboard: assets with a hash in their name, which browsers keep for good, and one page for all its addresses. */
export function createDashboard(): Router {
  const router = express.Router();
  const files = { index: false, redirect: false } as const;
  router.use(
    '/assets',
    preferCompressed,
    express.static(`${BUILT}/assets`, { ...files, immutable: true, maxAge: YEAR_MS }),
  );
  router.use(express.static(BUILT, files));
  router.get(PAGES, (request, response, next) =>
    request.accepts(['html', 'json']) === 'json' ? next() : sendPage(response),
  );
  router.use((request, response, next) => {
    // Who follows a wrong link is told so by the dashboard; programs are told in JSON.
    const isBrowser = request.method === 'GET' && request.headers.accept?.includes('text/html');
    if (!isBrowser) return next();
    sendPage(response.status(404));
  });
  return router;
}
