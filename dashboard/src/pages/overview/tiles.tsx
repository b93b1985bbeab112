import { Link } from 'react-router';
import { Skeleton } from '../../components/kit/states.tsx';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Tile } from './build-tiles.ts';
import { Change, TONES } from './change.tsx';

const words = strings.overview;
const COUNT = 7;
/** Seven fill no rows of two, three or four: the first is wider there. */
const FIRST = 'first:col-span-2 md:first:col-span-3 lg:first:col-span-2 xl:first:col-span-1';

function Note({ change, note, tone }: Tile) {
  if (change === undefined) return <span className={TONES[tone]}>{note}</span>;
  if (change === null) return null;
  return (
    <>
      <Change change={change} tone={tone} /> <span className="inline-block text-ink-faint">{words.before}</span>
    </>
  );
}

/** The figures at the top, each with the way to what it counts. */
export function Tiles({ tiles }: { tiles: Tile[] | undefined }) {
  const linkTo = useLinkTo();
  return (
    <section
      aria-label={words.figures}
      className="grid grid-cols-2 gap-3 sm:grid-cols-4 md:grid-cols-3 lg:grid-cols-4 xl:grid-cols-7"
    >
      {tiles?.map((tile) => (
        <Link
          key={tile.label}
          to={linkTo(tile.path, tile.parameters)}
          className={`min-h-29 min-w-0 ${FIRST} rounded-xl border bg-surface px-4 py-3 transition-colors hover:bg-hover ${tile.tone === 'bad' ? 'border-bad' : 'border-line'}`}
        >
          <span className="block truncate text-xs font-medium text-ink-soft">{tile.label}</span>
          <span title={tile.whole ?? tile.value} className="mt-1 block truncate text-2xl font-semibold tabular-nums">
            {tile.value}
          </span>
          <span className="mt-1 block text-xs">
            <Note {...tile} />
          </span>
        </Link>
      ))}
      {!tiles &&
        Array.from({ length: COUNT }, (_, at) => <Skeleton key={String(at)} className={`h-29 rounded-xl ${FIRST}`} />)}
    </section>
  );
}
