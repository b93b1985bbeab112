import { Lightbulb } from 'lucide-react';
import { Link } from 'react-router';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Insight } from './build-insights.ts';

/** What changed most, each with its reason. */
export function InsightBanner({ insights }: { insights: Insight[] }) {
  const linkTo = useLinkTo();
  if (insights.length === 0) return null;
  return (
    <section
      aria-label={strings.overview.insights.title}
      className="grid gap-x-4 rounded-xl border border-line bg-caution-soft p-1 md:grid-cols-3"
    >
      {insights.map(({ title, why, parameters }) => (
        <Link
          key={title}
          to={linkTo('/explorer', parameters)}
          className="flex min-w-0 gap-2 rounded-lg px-3 py-2 text-[13px] hover:underline"
        >
          <Lightbulb size={15} className="mt-0.5 shrink-0 text-caution" aria-hidden />
          <span className="min-w-0">
            <span className="block break-words font-semibold">{title}</span>
            <span className="block text-ink-soft">{why}</span>
          </span>
        </Link>
      ))}
    </section>
  );
}
