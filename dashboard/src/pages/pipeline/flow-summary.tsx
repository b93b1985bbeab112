import type { ReactNode } from 'react';
import { type HealthAnswer, useHealth } from '../../api/health.ts';
import { type QueueAnswer, totalLag } from '../../api/queue.ts';
import { HEALTH_LOOK } from '../../components/health-look.ts';
import { formatCompact, formatDuration } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { type FlowSample, STEPS } from './flow.ts';

const words = strings.pipeline.flow;
const { none } = strings.common;

interface FigureProps {
  name: string;
  value: ReactNode;
  note: string;
  look?: string;
}

function Figure({ name, value, note, look = '' }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col rounded-xl border border-line bg-surface px-4 py-3 first:col-span-2 lg:first:col-span-1">
      <dt className="truncate text-xs font-medium text-ink-soft">{name}</dt>
      <dd className="mt-1">
        <span className={`flex items-center gap-2 truncate text-2xl font-semibold tabular-nums ${look}`}>{value}</span>
        <span className="mt-1 block truncate text-xs text-ink-faint">{note}</span>
      </dd>
    </div>
  );
}

function HealthFigure({ health }: { health: HealthAnswer | undefined }) {
  if (!health) return <Figure name={strings.pipeline.health} value={none} note="" />;
  const parts = Object.values(health.checks);
  const ill = parts.filter(({ status }) => status !== 'healthy');
  const { Icon, text } = HEALTH_LOOK[health.status];
  return (
    <Figure
      name={strings.pipeline.health}
      value={
        <>
          <Icon size={20} aria-hidden className="shrink-0" />
          {health.status}
        </>
      }
      note={ill.length === 0 ? words.allWell(parts.length) : words.ill(ill.length, parts.length)}
      look={text}
    />
  );
}

function LagFigure({ consumers }: { consumers: QueueAnswer['consumers'] | undefined }) {
  if (!consumers) return <Figure name={words.behind} value={none} note="" />;
  const oldest = Math.max(0, ...consumers.map(({ oldest_age_ms: age }) => age ?? 0));
  return (
    <Figure
      name={words.behind}
      value={formatCompact(totalLag(consumers))}
      note={oldest > 0 ? words.oldest(formatDuration(oldest)) : words.caughtUp}
    />
  );
}

interface FlowSummaryProps {
  queue: QueueAnswer | undefined;
  /** The newest. */
  sample: FlowSample | undefined;
}

/** How it is now, in five figures. */
export function FlowSummary({ queue, sample }: FlowSummaryProps) {
  const { data: health } = useHealth();
  return (
    <dl aria-label={words.summary} className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <HealthFigure health={health} />
      {STEPS.map((step) => {
        const rate = sample?.rates[step] ?? null;
        return (
          <Figure
            key={step}
            name={words.figures[step]}
            value={rate === null ? none : formatCompact(rate)}
            note={words.mean}
          />
        );
      })}
      <LagFigure consumers={queue?.consumers} />
    </dl>
  );
}
