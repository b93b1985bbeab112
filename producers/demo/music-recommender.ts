import type { Producer } from '../sdk/producer.ts';
import type { Chance } from './chance.ts';
import type { Database } from './database.ts';
import { type Call, type Reply, type Route, type Service, startService } from './service.ts';
import { createSongs, recommend, type Song } from './songs.ts';

export interface MusicRecommenderOptions {
  log: Producer;
  database: Database;
  chance: Chance;
  /** Milliseconds, never going back. */
  elapsed: () => number;
  /** Default 0: any free one. */
  port?: number;
}

const SONGS = 320;
const COUNT = 10;
const PLANS: Readonly<Record<string, string>> = { student: '4.99', single: '9.99', family: '15.99' };
const DECLINED_SHARE = 0.08;

/** What every demo user signs in with. */
export const PASSWORD = 'correct horse';

/** Recommends songs by what a user likes: `POST /login /likes /subscriptions`, `GET /songs/{id} /recommendations`. */
export async function startMusicRecommender(options: MusicRecommenderOptions): Promise<Service> {
  const { log, database, chance, elapsed, port = 0 } = options;
  const begun = elapsed();
  const songs = createSongs(SONGS);
  const byId = new Map(songs.map((song) => [song.id, song]));
  const likes = new Map<string, Song[]>();
  let orders = 1_000;
  log.info(`catalogue of ${songs.length} songs loaded in ${(elapsed() - begun).toFixed(1)} ms`);

  const likesOf = (user: string): Song[] => {
    const liked = likes.get(user) ?? [chance.pick(songs)];
    likes.set(user, liked);
    return liked;
  };
  const login = async ({ body, who }: Call): Promise<Reply> => {
    const user = String(body.user);
    const isRight = await database.query('users', () => body.password === PASSWORD);
    if (isRight) log.info(`user ${user} signed in`, { ...who, user_id: user });
    else log.warn(`login failed for user ${user}: invalid password`, { ...who, user_id: user });
    return isRight ? { status: 200, body: { user } } : { status: 401, body: { error: 'invalid password' } };
  };
  const recommendations = async ({ query, who }: Call): Promise<Reply> => {
    const user = query.get('user') ?? 'guest';
    const liked = await database.query('likes', () => likesOf(user));
    const started = elapsed();
    const found = recommend(songs, liked, COUNT);
    const tookMs = Math.round((elapsed() - started) * 100) / 100;
    log.info(`computed ${found.length} recommendations from ${songs.length} candidates in ${tookMs} ms`, {
      ...who,
      likes: liked.length,
      duration_ms: tookMs,
    });
    return { status: 200, body: found };
  };
  const like = async ({ body, who }: Call): Promise<Reply> => {
    const song = byId.get(String(body.song));
    if (song === undefined) return { status: 404, body: { error: 'no such song' } };
    await database.query('likes', () => likesOf(String(body.user)).push(song));
    log.info(`user ${body.user} added "${song.title}" by ${song.artist} to favourites`, { ...who, song_id: song.id });
    return { status: 201, body: song };
  };
  const subscribe = async ({ body, who }: Call): Promise<Reply> => {
    const price = PLANS[String(body.plan)];
    if (price === undefined) return { status: 400, body: { error: 'no such plan' } };
    orders += 1;
    const order = { ...who, order_id: `o-${orders}`, plan: body.plan, amount: Number(price), currency: 'EUR' };
    await database.query('orders', () => orders);
    if (chance.hits(DECLINED_SHARE)) {
      log.warn(`payment for order o-${orders} declined: card expired`, order);
      return { status: 402, body: { error: 'card expired' } };
    }
    log.info(`order o-${orders} paid: subscription ${body.plan}, ${price} EUR a month`, order);
    return { status: 201, body: order };
  };
  const routes: Route[] = [
    { method: 'POST', path: '/login', answer: login },
    { method: 'GET', path: '/recommendations', answer: recommendations },
    { method: 'POST', path: '/likes', answer: like },
    { method: 'POST', path: '/subscriptions', answer: subscribe },
    {
      method: 'GET',
      path: '/songs/{id}',
      async answer(_, id) {
        const song = await database.query('songs', () => byId.get(id));
        return song ? { status: 200, body: song } : { status: 404, body: { error: 'no such song' } };
      },
    },
  ];
  return startService({ name: 'music-recommender', log, routes, port });
}
