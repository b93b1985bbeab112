import { Link } from 'react-router';
import { EmptyState } from '../../components/kit/states.tsx';
import { formatAge } from '../../lib/format-time.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { absoluteRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.overview.empty;
const HOUR_MS = 3_600_000;

/** Says that this time has no logs, and offers a way to some. */
export function EmptyRange({ q, newest, now }: { q: string; newest: string; now: number }) {
  const linkTo = useLinkTo();
  const newestAt = Date.parse(newest);
  const look = 'text-accent underline';
  if (q !== '') {
    return (
      <EmptyState title={words.filtered}>
        <Link to={linkTo('/')} className={look}>
          {words.clear}
        </Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words.title}>
      <p>{words.newest(formatAge(newest, now))}</p>
      <p className="mt-2">
        <Link to={linkTo('/', { ...absoluteRange(newestAt - HOUR_MS, newestAt + 1) })} className={look}>
          {words.show}
        </Link>
      </p>
    </EmptyState>
  );
}
