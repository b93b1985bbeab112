import { CalendarX } from 'lucide-react';
import { Button } from '../../components/kit/button.tsx';
import { EmptyState } from '../../components/kit/states.tsx';
import { DEFAULT_RANGE, resolveTime, type TimeRange } from '../../lib/time-range.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.explorer.badTime;

/** Whether both ends are times, in their order: the server refuses any other. */
export function isReadable({ from, to }: TimeRange): boolean {
  const now = Date.now();
  const [begin, end] = [resolveTime(from, now), resolveTime(to, now)];
  return begin !== null && end !== null && begin <= end;
}

interface BadTimeProps {
  range: TimeRange;
  onMend(range: TimeRange): void;
}

/** In place of all that would be asked: the address names a time that is none. */
export function BadTime({ range: { from, to }, onMend }: BadTimeProps) {
  return (
    <div role="alert" className="grow">
      <EmptyState title={words.title} icon={<CalendarX size={22} aria-hidden />}>
        <p className="break-anywhere">{words.why(from, to)}</p>
        <Button look="primary" className="mt-3" onClick={() => onMend(DEFAULT_RANGE)}>
          {words.mend}
        </Button>
      </EmptyState>
    </div>
  );
}
