import type { Clock } from '../../core/clock.ts';
import { createProducer, type Producer } from '../sdk/producer.ts';
import { waitForAlert } from './alerts.ts';
import { createChance } from './chance.ts';
import { createDatabase } from './database.ts';
import { startHsearch } from './hsearch.ts';
import { INCIDENTS, type Incident, type World } from './incidents.ts';
import { startLogsieveProcess } from './logsieve-process.ts';
import { startMusicRecommender } from './music-recommender.ts';
import type { DemoOptions } from './options.ts';
import { setSilenceRule } from './silence-rule.ts';
import { startSlackStandIn } from './slack-stand-in.ts';
import { startTraffic } from './traffic.ts';
import { answers, waitForLogsieve } from './wait-for-logsieve.ts';

export interface DemoSurroundings {
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  say(line: string): void;
  /** Ends it in order, at any time. */
  signal: AbortSignal;
}

type Demo = DemoOptions & DemoSurroundings;

/** All is well for so long before something happens. */
const CALM_MS = 15_000;
/** What may still arrive after the alert is seen. */
const AFTERWARDS_MS = 3_000;
/** One that has the port but does not answer yet is starting. */
const STARTING_MS = 20_000;
/** The silence of a service began with its last log, a little before. */
const SINCE_TOLERANCE_MS = 1_000;
const SERVICES = ['music-recommender', 'hsearch'];

/** Things to stop, the last started first. */
type Cleanup = (() => Promise<void>)[];

/** Where Logsieve is: the one that answers at the URL, or one of our own that tells its alerts to the stand-in for Slack. */
async function findLogsieve(demo: Demo, cleanup: Cleanup): Promise<string> {
  const { url, slackPort, env, say } = demo;
  const isThere = await answers(url);
  const childEnv: Record<string, string | undefined> = { LOG_LEVEL: 'warn', ...env };
  if (slackPort !== null || !isThere) {
    const slack = await startSlackStandIn(slackPort ?? 0, (lines) => {
      for (const line of lines) say(`  slack │ ${line}`);
    });
    cleanup.push(slack.stop);
    childEnv.SLACK_WEBHOOK_URL = slack.webhookUrl;
    say(isThere ? `SLACK_WEBHOOK_URL=${slack.webhookUrl} sends alerts here` : 'a local stand-in for Slack is ready');
  }
  if (isThere) {
    say(`Logsieve answers at ${url}`);
    return url;
  }
  const { port } = new URL(url);
  const own = await startLogsieveProcess({ port: Number(port || 80), env: childEnv }).catch(async (error: Error) => {
    // somebody else started one in the meantime
    const isStarting = / is taken by /.test(error.message);
    if (isStarting && (await waitForLogsieve({ ...demo, url, timeoutMs: STARTING_MS }))) return null;
    throw error;
  });
  if (own === null) {
    say(`Logsieve answers at ${url}`);
    return url;
  }
  cleanup.push(own.stop);
  say(`no Logsieve answered at ${url}, so the demo started one: ${own.url}, data in a temporary folder`);
  return own.url;
}

async function startWorld(demo: Demo, url: string, cleanup: Cleanup): Promise<World & { producers: Producer[] }> {
  const { clock, rate } = demo;
  const chance = createChance(clock.now());
  const elapsed = () => performance.now();
  const producerOf = (service: string): Producer => {
    const producer = createProducer({ url, service, environment: 'demo' });
    cleanup.push(() => producer.close());
    return producer;
  };
  const producers = SERVICES.map(producerOf);
  const [musicLog, hsearchLog] = producers as [Producer, Producer];
  const databases = [createDatabase(musicLog, clock, chance), createDatabase(hsearchLog, clock, chance)] as const;
  const music = await startMusicRecommender({ log: musicLog, database: databases[0], chance, elapsed });
  cleanup.push(music.stop);
  const hsearch = await startHsearch({ log: hsearchLog, database: databases[1], elapsed });
  cleanup.push(hsearch.stop);
  const places = { music: music.url, hsearch: hsearch.url };
  const traffic = startTraffic({ places, clock, chance, rate });
  cleanup.push(traffic.stop);
  demo.say(`music-recommender ${music.url}, hsearch ${hsearch.url}: ${rate} requests a second`);
  return { places, databases, traffic, clock, stopHsearch: hsearch.stop, producers };
}

async function showIncident(demo: Demo, url: string, world: World, incident: Incident): Promise<boolean> {
  const { clock, say, durationMs } = demo;
  const over = new AbortController();
  const end = () => over.abort();
  demo.signal.addEventListener('abort', end, { once: true });
  const begun = clock.now();
  say(`incident: ${incident.story}`);
  const happening = incident.run(world, over.signal);
  const timeoutMs = durationMs === null ? incident.patienceMs : Math.max(0, durationMs - CALM_MS);
  const { rule } = incident;
  const since = begun - SINCE_TOLERANCE_MS;
  const alert = await waitForAlert({ url, rule, services: SERVICES, since, clock, timeoutMs, signal: demo.signal });
  const seconds = ((clock.now() - begun) / 1_000).toFixed(1);
  if (alert) say(`alert: ${alert.rule} (${alert.severity}) after ${seconds} s: ${url}/alerts/${alert.id}`);
  else say(`no alert of ${rule} within ${seconds} s`);
  const left = durationMs === null ? AFTERWARDS_MS : durationMs - CALM_MS - (clock.now() - begun);
  await clock.sleep(left, demo.signal);
  end();
  demo.signal.removeEventListener('abort', end);
  await happening;
  return alert !== undefined;
}

async function play(demo: Demo, cleanup: Cleanup): Promise<boolean> {
  const { clock, say, signal, durationMs } = demo;
  const url = await findLogsieve(demo, cleanup);
  const world = await startWorld(demo, url, cleanup);
  if (demo.incident === 'silence') cleanup.push(await setSilenceRule(url, INCIDENTS.silence.rule));
  const calmMs = demo.incident === 'none' ? (durationMs ?? CALM_MS) : Math.min(CALM_MS, durationMs ?? CALM_MS);
  say(`all is well for ${Math.round(calmMs / 1_000)} s; look: ${url}/explorer?q=service%3Ahsearch`);
  await clock.sleep(calmMs, signal);
  const isSeen = demo.incident === 'none' || (await showIncident(demo, url, world, INCIDENTS[demo.incident]));
  await world.traffic.stop();
  await Promise.all(world.producers.map((producer) => producer.flush()));
  const { sent } = world.traffic.stats();
  const logs = world.producers.map((producer) => producer.stats());
  const total = (key: 'accepted' | 'acked' | 'dropped') => logs.reduce((sum, each) => sum + each[key], 0);
  say(`${sent} requests, ${total('accepted')} logs: ${total('acked')} acknowledged, ${total('dropped')} dropped`);
  return isSeen || signal.aborted;
}

/**
 * Two services, traffic, and an incident; resolves with whether its alert was seen (or nothing was to be seen, or it was
 * broken off). Everything that was started is stopped then.
 */
export async function runDemo(demo: Demo): Promise<boolean> {
  const cleanup: Cleanup = [];
  try {
    return await play(demo, cleanup);
  } finally {
    for (const stop of cleanup.reverse()) await stop();
  }
}
