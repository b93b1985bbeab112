import type { Clock } from '../../core/clock.ts';
import { ARTICLE_WORDS } from './articles.ts';
import type { Chance } from './chance.ts';
import { API_TOKEN } from './hsearch.ts';
import { PASSWORD } from './music-recommender.ts';

/** Where the services are. */
export interface Places {
  music: string;
  hsearch: string;
}

/** Who asks. */
export interface Visitor {
  user: string;
  address: string;
  agent: string;
}

export interface TrafficOptions {
  places: Places;
  clock: Clock;
  chance: Chance;
  /** Requests a second. */
  rate: number;
}

export interface Traffic {
  /** Requests sent, and those of them that got no answer. */
  stats(): { sent: number; unanswered: number };
  /** Asks as somebody; never rejects. */
  ask(url: string, visitor: Visitor, body?: Record<string, unknown>): Promise<void>;
  /** Resolves when the last answer is there. Idempotent. */
  stop(): Promise<void>;
}

const VISITORS = 40;
const AGENTS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
  'MusicApp/4.2 (Android 16)',
];
const PLANS = ['student', 'single', 'family'];
const ANSWER_TIMEOUT_MS = 10_000;
/** Beyond so many open requests new ones are left out: the services are slow enough as it is. */
const MAX_OPEN = 200;
const TICK_MS = 100;

/** Addresses of the blocks that are kept for documentation (RFC 5737), so nobody's. */
function visitorOf(n: number): Visitor {
  const agent = AGENTS[n % AGENTS.length] ?? '';
  return { user: `u-${100 + n}`, address: `198.51.100.${10 + n}`, agent };
}

interface Request {
  url: string;
  body?: Record<string, unknown>;
}

/** What people do, by how often of a hundred. */
function chooseRequest({ music, hsearch }: Places, { user }: Visitor, chance: Chance): Request {
  const roll = chance.below(100);
  const words = (count: number): string => Array.from({ length: count }, () => chance.pick(ARTICLE_WORDS)).join('+');
  if (roll < 2) return { url: `${chance.hits(0.5) ? hsearch : music}/health` };
  if (roll < 35) return { url: `${hsearch}/search?q=${chance.hits(0.06) ? 'zeppelin' : words(1 + chance.below(3))}` };
  if (roll < 60) return { url: `${music}/recommendations?user=${user}` };
  if (roll < 76) return { url: `${music}/songs/s-${chance.below(325)}` };
  if (roll < 84) return { url: `${hsearch}/articles/d-${chance.below(300)}` };
  if (roll < 90) return { url: `${music}/likes`, body: { user, song: `s-${chance.below(320)}` } };
  if (roll < 96)
    return { url: `${music}/login`, body: { user, password: chance.hits(0.05) ? 'corect horse' : PASSWORD } };
  if (roll < 99) return { url: `${music}/subscriptions`, body: { user, plan: chance.pick(PLANS) } };
  const token = chance.hits(0.2) ? 'expired' : API_TOKEN;
  return {
    url: `${hsearch}/articles`,
    body: { token, title: `About ${words(1)}`, text: words(40).replaceAll('+', ' ') },
  };
}

/** People who use both services, until it is stopped. */
export function startTraffic({ places, clock, chance, rate }: TrafficOptions): Traffic {
  const visitors = Array.from({ length: VISITORS }, (_, n) => visitorOf(n));
  const stopping = new AbortController();
  const open = new Set<Promise<void>>();
  const counts = { sent: 0, unanswered: 0 };

  const ask: Traffic['ask'] = async (url, { user, address, agent }, body) => {
    counts.sent += 1;
    const headers = {
      'user-agent': agent,
      'x-forwarded-for': address,
      'x-user-id': user,
      'x-request-id': Math.floor(chance.next() * 2 ** 48).toString(16),
    };
    const method = body === undefined ? 'GET' : 'POST';
    try {
      const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      await (await fetch(url, { method, headers, signal, ...sent })).arrayBuffer();
    } catch {
      counts.unanswered += 1;
    }
  };
  const run = async (): Promise<void> => {
    let owed = 0;
    while (!stopping.signal.aborted) {
      owed += (rate * TICK_MS) / 1_000;
      for (; owed >= 1; owed -= 1) {
        if (open.size >= MAX_OPEN) continue;
        const visitor = chance.pick(visitors);
        const { url, body } = chooseRequest(places, visitor, chance);
        const asked = ask(url, visitor, body).finally(() => open.delete(asked));
        open.add(asked);
      }
      await clock.sleep(TICK_MS, stopping.signal);
    }
  };
  const running = run();
  return {
    stats: () => ({ ...counts }),
    ask,
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(open);
    },
  };
}
