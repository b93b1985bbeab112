import type { Category, Level } from '../core/record.ts';

/** What a message is made from: `{kind}` is a fresh value, `{noun}` one of the service's own words. */
export interface LogTemplate {
  text: string;
  level: Level;
  category: Category;
  /** Which optional fields such a log has. */
  shape: 'access' | 'user' | 'plain';
}

const row = (level: Level, category: Category, shape: LogTemplate['shape'], text: string): LogTemplate => ({
  level,
  category,
  shape,
  text,
});

/** Fifty sentences; each of 25 services takes twelve of them with nouns of its own, which makes 300 templates. */
export const SENTENCES: readonly LogTemplate[] = [
  row('info', 'General', 'access', '{method} {path} {status} {ms}ms'),
  row('info', 'Business', 'user', '{noun} {order} confirmed for user {user}, total {amount} EUR'),
  row('info', 'General', 'access', 'request completed: {method} {path} -> {status} in {ms} ms'),
  row('debug', 'Performance', 'plain', 'cache hit for {noun}:{int} in {us} us'),
  row('warn', 'Performance', 'access', 'slow request on {path}: {ms} ms, threshold 500 ms'),
  row('error', 'General', 'plain', 'connection refused by {noun} at {ip}:{port}'),
  row('warn', 'Security', 'user', 'failed login for user {user} from {ip}: invalid password'),
  row('info', 'General', 'plain', 'job {noun}-{int} finished after {s} s, {int} rows'),
  row('info', 'Security', 'user', 'user {user} logged in from {ip} with {noun} token {hex}'),
  row('debug', 'General', 'plain', 'fetched {int} {noun} entries from partition {digit}'),
  row('error', 'Performance', 'plain', 'timeout after {ms} ms while waiting for {noun} response, attempt {digit} of 5'),
  row('info', 'Business', 'user', 'payment {uuid} captured: {amount} USD for {noun} {order}'),
  row('warn', 'General', 'plain', 'retrying {noun} call in {ms} ms: upstream answered 503'),
  row('info', 'General', 'plain', 'connected to {noun} replica {host}:{port}'),
  row('info', 'Performance', 'plain', 'GC pause {ms} ms, heap {int} MB of 2048 MB'),
  row('debug', 'Performance', 'plain', 'query SELECT * FROM {noun} WHERE id = {int} took {ms} ms'),
  row(
    'error',
    'General',
    'plain',
    'unhandled exception in {noun}Handler: TypeError: cannot read property of undefined',
  ),
  row('info', 'Business', 'user', '{noun} added to cart of user {user}, quantity {digit}'),
  row('warn', 'Security', 'access', 'rate limit exceeded for {ip} on {path}'),
  row('info', 'General', 'plain', 'health check passed in {ms} ms'),
  row('info', 'Business', 'user', 'user {user} subscribed to {noun} plan, {amount} EUR a month'),
  row('error', 'Security', 'access', 'permission denied for {path}: role {noun} is missing'),
  row('debug', 'General', 'plain', 'published event {noun}.updated with key {uuid}'),
  row('info', 'General', 'plain', 'consumed offset {int} of topic {noun}, lag {digit}'),
  row('warn', 'Performance', 'plain', 'pool of {noun} exhausted: {int} waiting, {int} active'),
  row('info', 'Business', 'user', 'recommended {int} {noun} to user {user}, model v{digit}'),
  row('info', 'General', 'access', 'response sent for {noun} request {hex}: {status}'),
  row('error', 'General', 'plain', 'failed to parse {noun} message {uuid}: unexpected end of input'),
  row('info', 'General', 'plain', 'scheduled {noun} task {uuid} at {host}'),
  row('warn', 'Security', 'plain', 'certificate of {noun} expires in {int} days'),
  row('info', 'Performance', 'plain', 'throughput {int} {noun}/s, p99 {ms} ms'),
  row('debug', 'General', 'plain', 'config {noun}.{noun} reloaded, version {int}'),
  row('info', 'Business', 'user', 'invoice {order} sent to user {user} for {noun}'),
  row('error', 'Performance', 'plain', 'circuit breaker for {noun} opened after {int} failures'),
  row('info', 'General', 'plain', 'uploaded {noun}/{uuid}.json, {int} bytes in {ms} ms'),
  row('fatal', 'General', 'plain', 'out of disk space on /var/lib/{noun}: {int} bytes left'),
  row('info', 'Security', 'user', 'password of user {user} changed from {ip}'),
  row('info', 'Business', 'user', 'refund {uuid} of {amount} EUR for {noun} {order} issued'),
  row('trace', 'General', 'plain', 'enter {noun}.resolve id={int}'),
  row('debug', 'General', 'plain', 'DNS lookup of {host} gave {ip} in {ms} ms'),
  row('info', 'Performance', 'plain', 'batch of {int} {noun} written in {ms} ms'),
  row('warn', 'General', 'plain', 'deprecated {noun} API used by client {ip}'),
  row('info', 'General', 'plain', 'worker {digit} took {noun} {hex}'),
  row('info', 'Business', 'user', 'search "{noun} {noun}" by user {user} gave {int} results'),
  row('warn', 'Security', 'plain', 'suspicious {noun} request from {ip}: signature mismatch {hex}'),
  row('error', 'Business', 'user', 'payment {uuid} declined for user {user}: insufficient funds'),
  row('info', 'General', 'plain', 'replica {host} caught up at position {int}'),
  row('info', 'General', 'access', 'served {path} to {ip}, {int} bytes'),
  row('warn', 'Performance', 'plain', 'queue {noun} holds {int} messages, oldest {s} s'),
  row('info', 'General', 'plain', 'shutting down {noun} worker {digit} after {int} tasks'),
];

/** Service names with the words that their messages speak of. */
export const SERVICES: readonly (readonly [string, readonly string[]])[] = [
  ['checkout', ['order', 'basket', 'voucher', 'address']],
  ['payments', ['card', 'wallet', 'settlement', 'ledger']],
  ['catalog', ['product', 'variant', 'price', 'stock']],
  ['hsearch', ['hotel', 'room', 'offer', 'index']],
  ['music-recommender', ['tracks', 'playlist', 'artist', 'embedding']],
  ['gateway', ['route', 'upstream', 'listener', 'tenant']],
  ['auth', ['session', 'refresh', 'admin', 'oauth']],
  ['users', ['profile', 'avatar', 'preference', 'account']],
  ['mailer', ['template', 'bounce', 'smtp', 'newsletter']],
  ['inventory', ['warehouse', 'shelf', 'reservation', 'sku']],
  ['shipping', ['parcel', 'carrier', 'label', 'tracking']],
  ['billing', ['invoice', 'premium', 'dunning', 'tax']],
  ['fraud', ['score', 'device', 'velocity', 'blocklist']],
  ['ads', ['campaign', 'impression', 'bid', 'creative']],
  ['feed', ['post', 'timeline', 'like', 'follower']],
  ['chat', ['room', 'message', 'presence', 'typing']],
  ['media', ['image', 'thumbnail', 'transcode', 'bucket']],
  ['geo', ['tile', 'polygon', 'geocode', 'place']],
  ['reports', ['export', 'dashboard', 'dataset', 'snapshot']],
  ['scheduler', ['cron', 'lease', 'shard', 'trigger']],
  ['postgres', ['users', 'orders', 'vacuum', 'checkpoint']],
  ['redis', ['key', 'stream', 'cluster', 'slot']],
  ['kafka', ['broker', 'segment', 'consumer', 'leader']],
  ['nginx', ['static', 'proxy', 'backend', 'tls']],
  ['worker', ['task', 'pipeline', 'artifact', 'report']],
];

export const PATHS: readonly string[] = [
  '/api/v1/orders',
  '/api/v1/orders/{int}',
  '/api/v1/users/{int}',
  '/api/v1/search',
  '/api/v1/cart/items',
  '/api/v1/payments',
  '/api/v1/recommendations',
  '/api/v2/hotels/{int}/rooms',
  '/health',
  '/login',
  '/static/app.js',
  '/graphql',
];

export const USER_AGENTS: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148',
  'okhttp/4.12.0',
  'curl/8.9.1',
  'Go-http-client/2.0',
  'kube-probe/1.31',
];
