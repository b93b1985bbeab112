import { Lightbulb } from 'lucide-react';
import { Link } from 'react-router';
import { useLinkTo } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Insight } from './build-insights.ts';

const words = strings.overview.insights;

/** What changed most, each with its reason; undefined while that is not known. It is as high whatever it says, so that nothing below jumps, but nothing at all where there is nothing to compare with: null. */
export function InsightBanner({ insights }: { insights: Insight[] | null | undefined }) {
  const linkTo = useLinkTo();
  if (insights === null) return null;
  const isQuiet = !insights || insights.length === 0;
  const quiet = insights === undefined ? words.asking : words.none;
  return (
    <section
      aria-label={words.title}
      className={`flex h-16 snap-x gap-x-2 overflow-x-auto rounded-xl border border-line p-1 lg:grid lg:grid-cols-3 lg:overflow-hidden ${isQuiet ? 'bg-surface' : 'bg-caution-soft'}`}
    >
      {isQuiet && <p className="self-center px-3 text-[13px] text-ink-faint lg:col-span-3">{quiet}</p>}
      {insights?.map(({ title, why, parameters }) => (
        <Link
          key={title}
          to={linkTo('/explorer', parameters)}
          title={visibleText(`${title}: ${why}`)}
          className="flex min-w-0 shrink-0 basis-4/5 snap-start items-center gap-2 rounded-lg px-3 text-[13px] only:basis-full hover:underline"
        >
          <Lightbulb size={15} className="shrink-0 text-caution" aria-hidden />
          <span className="min-w-0">
            <span className="block truncate font-semibold">{visibleText(title)}</span>
            <span className="block truncate text-ink-soft">{why}</span>
          </span>
        </Link>
      ))}
    </section>
  );
}
