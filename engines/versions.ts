import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the engines are started in, with Docker or without: docker-compose.yml alone says which versions those are. */
export interface EngineVersions {
  kafka: string;
  elasticsearch: string;
}

const COMPOSE = new URL('../docker-compose.yml', import.meta.url);

/** Which published application carries which Elasticsearch. */
const CARRIERS: Readonly<Record<string, string>> = { '9.4.3': '26.9.0.129388' };

/** The tag of an image, or the default of the variable that stands for it. */
function tagOf(image: string): string {
  const found = /:(?:\$\{\w+:-)?([\w.]+)\}?$/.exec(image)?.[1];
  if (found === undefined) throw new Error(`docker-compose.yml: no version in the image ${image}`);
  return found;
}

/** @throws Error when docker-compose.yml does not name them */
export function readEngineVersions(): EngineVersions {
  const { services } = parse(readFileSync(COMPOSE, 'utf8')) as { services: Record<string, { image: string }> };
  const of = (name: string): string => tagOf(services[name]?.image ?? '');
  return { kafka: of('kafka'), elasticsearch: of('elasticsearch') };
}

/** @throws Error when it is not known where to get that version */
export function carrierOf(elasticsearch: string): string {
  const carrier = CARRIERS[elasticsearch];
  if (carrier === undefined)
    throw new Error(`no published application is known that carries Elasticsearch ${elasticsearch}`);
  return carrier;
}
