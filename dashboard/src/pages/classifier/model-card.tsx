import type { ReactNode } from 'react';
import type { ModelAnswer } from '../../api/classifier.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.classifier.model;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 border-t border-line py-1.5 text-[13px]">
      <dt className="shrink-0 text-ink-soft">{name}</dt>
      <dd className="min-w-0 truncate text-end">{children}</dd>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

/** Which model answers, what it was learnt from and how well it did. */
export function ModelCard({ model: { version, date, corpus, metrics } }: { model: ModelAnswer }) {
  return (
    <Card title={words.title}>
      {metrics ? (
        <>
          <dl className="grid grid-cols-3 gap-3">
            <Figure name={words.accuracy} value={formatShare(metrics.accuracy)} />
            <Figure name={words.macroF1} value={formatShare(metrics.macro_f1)} />
            <Figure name={words.calibration} value={formatShare(metrics.expected_calibration_error)} />
          </dl>
          <p className="mb-3 mt-2 text-xs text-ink-soft">{words.how}</p>
        </>
      ) : (
        <div className="mb-3 rounded-md bg-sunken px-3 py-2 text-[13px]">
          <p className="font-semibold">{words.noMetrics}</p>
          <p className="text-ink-soft">{words.noMetricsText}</p>
        </div>
      )}
      <dl>
        <Fact name={words.version}>
          <span className="font-mono text-xs">{version}</span>
        </Fact>
        <Fact name={words.date}>{date ?? words.noDate}</Fact>
        <Fact name={words.corpus}>{words.corpusOf(formatCount(corpus.lines), formatCount(corpus.groups))}</Fact>
        <Fact name={words.hash}>
          <span className="font-mono text-xs" title={corpus.hash}>
            {corpus.hash.slice(0, 12)}
          </span>
        </Fact>
      </dl>
    </Card>
  );
}
