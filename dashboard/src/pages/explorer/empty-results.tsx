import { useQueries } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { countLogs, type LogsQuestion, type SearchAnswer } from '../../api/logs.ts';
import { useNewestLog } from '../../api/newest-log.ts';
import { FirstRun } from '../../components/first-run.tsx';
import { Button } from '../../components/kit/button.tsx';
import { EmptyState } from '../../components/kit/states.tsx';
import { formatCompact } from '../../lib/format-number.ts';
import { useZone } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import { describeRange, suggestMended, suggestWider, suggestWithout, type WayOut } from './ways-out.ts';

const words = strings.explorer.empty;

interface EmptyResultsProps {
  question: LogsQuestion;
  onTry(question: LogsQuestion): void;
}

type Count = SearchAnswer['total'] | undefined;

/** What each way out would find; undefined while it is not known. */
function useCounts(ways: readonly WayOut[]): Count[] {
  return useQueries({
    queries: ways.map(({ question }) => ({
      queryKey: ['count', question],
      queryFn: ({ signal }: { signal: AbortSignal }) => countLogs(question, signal),
    })),
  }).map(({ data }) => data);
}

function formatFound(count: Count): string {
  if (!count) return '';
  if (count.value === 0) return words.none;
  const text = formatCompact(count.value);
  return count.relation === 'gte' ? words.atLeast(text) : text;
}

interface WaysProps {
  title: string;
  ways: readonly WayOut[];
  counts: readonly Count[];
  onTry(question: LogsQuestion): void;
}

function Ways({ title, ways, counts, onTry }: WaysProps) {
  if (ways.length === 0) return null;
  return (
    <section aria-label={title} className="mt-4">
      <h2 className="mb-1.5 text-xs font-semibold text-ink-faint">{title}</h2>
      <div className="flex flex-wrap justify-center gap-2">
        {ways.map(({ name, question }, index) => (
          <Button
            key={name}
            className="max-w-full"
            disabled={counts[index]?.value === 0}
            onClick={() => onTry(question)}
          >
            <span className="truncate">{visibleText(name)}</span>
            <span className="min-w-6 text-end font-normal text-ink-faint tabular-nums">
              {formatFound(counts[index])}
            </span>
          </Button>
        ))}
      </div>
    </section>
  );
}

/** Nothing was found: where it was looked for, and what would find more; how to send a log where there never was one. */
export function EmptyResults(props: EmptyResultsProps) {
  const { data: newest } = useNewestLog(true);
  return newest === null ? <FirstRun /> : <NoMatch {...props} />;
}

function NoMatch({ question, onTry }: EmptyResultsProps) {
  const [zone] = useZone();
  const wider = suggestWider(question, Date.now());
  const without = suggestWithout(question);
  const mended = suggestMended(question);
  const counts = useCounts([...mended, ...wider, ...without]);
  const ofMended = counts.splice(0, mended.length);
  const ofWider = counts.splice(0, wider.length);
  return (
    <EmptyState title={words.title} icon={<SearchX size={22} aria-hidden />}>
      <p>{words.range(describeRange(question, zone))}</p>
      <Ways title={words.meant} ways={mended} counts={ofMended} onTry={onTry} />
      <Ways title={words.widen} ways={wider} counts={ofWider} onTry={onTry} />
      <Ways title={words.drop} ways={without} counts={counts} onTry={onTry} />
    </EmptyState>
  );
}
