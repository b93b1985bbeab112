import { parse } from 'yaml';
import { readPage } from './pages.ts';

/** The parts of a service of docker-compose.yml that tests look at. */
export interface ComposeService {
  image: string;
  build?: { context: string; dockerfile: string };
  command?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  networks: string[];
  profiles?: string[];
  volumes?: string[];
  secrets?: string[];
  user?: string;
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  mem_limit?: string;
  cpus?: number;
  logging?: { options: Record<string, string> };
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean; test?: string[] };
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

export const COMPOSE_TEXT: string = readPage('docker-compose.yml');

/** docker-compose.yml with its merges done, its variables left as they are. */
export function readComposeFile(): ComposeFile {
  return parse(COMPOSE_TEXT, { merge: true }) as ComposeFile;
}

/** The variables of a text by name, with the value that counts when they are not given. */
export function variablesOf(text: string): Map<string, string> {
  const uses = text.matchAll(/\$\{(\w+)(?::-([^}]*))?\}/g);
  return new Map([...uses].map(([, name = '', fallback = '']) => [name, fallback]));
}
