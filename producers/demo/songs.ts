import { type Chance, createChance } from './chance.ts';

export interface Song {
  id: string;
  title: string;
  artist: string;
  genre: string;
  /** How much of each quality it has: energy, speed, mood, voice, acoustic, age; 0–1. */
  qualities: readonly number[];
}

const GENRES = ['jazz', 'folk', 'techno', 'soul', 'metal', 'ambient', 'hip hop', 'samba'];
const ADJECTIVES = 'Silver Quiet Burning Northern Paper Golden Broken Velvet Distant Electric'.split(' ');
const NOUNS = 'River Station Lantern Harbour Window Orchard Machine Weather Garden Signal'.split(' ');
const FIRST = 'Nora Elias Mina Tomas Ida Jonas Lea Ruben'.split(' ');
const LAST = 'Vale Okafor Lindqvist Moreau Tanaka Weiss Duarte Novak'.split(' ');
const QUALITIES = 6;
const SPREAD = 0.25;

function near(centre: readonly number[], chance: Chance): number[] {
  return centre.map((value) => Math.min(1, Math.max(0, value + (chance.next() - 0.5) * 2 * SPREAD)));
}

/** The same songs at each start; those of a genre resemble each other. */
export function createSongs(count: number): Song[] {
  const chance = createChance(7);
  const centres = GENRES.map(() => Array.from({ length: QUALITIES }, () => chance.next()));
  return Array.from({ length: count }, (_, n) => ({
    id: `s-${n}`,
    title: `${chance.pick(ADJECTIVES)} ${chance.pick(NOUNS)}`,
    artist: `${chance.pick(FIRST)} ${chance.pick(LAST)}`,
    genre: GENRES[n % GENRES.length] ?? '',
    qualities: near(centres[n % GENRES.length] ?? [], chance),
  }));
}

/** 1 for the same direction, 0 for nothing in common; 0 also when one of them says nothing. */
function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let sizeA = 0;
  let sizeB = 0;
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    dot += x * y;
    sizeA += x * x;
    sizeB += y * y;
  }
  return sizeA === 0 || sizeB === 0 ? 0 : dot / Math.sqrt(sizeA * sizeB);
}

/** The songs most like those that are liked, best first, without these. */
export function recommend(songs: readonly Song[], liked: readonly Song[], count: number): Song[] {
  const taste = Array.from({ length: QUALITIES }, (_, i) =>
    liked.reduce((sum, song) => sum + (song.qualities[i] ?? 0), 0),
  );
  return songs
    .filter((song) => !liked.includes(song))
    .map((song) => ({ song, score: cosine(taste, song.qualities) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ song }) => song);
}
