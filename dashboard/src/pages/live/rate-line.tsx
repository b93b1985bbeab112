import { formatCompact } from '../../lib/format-number.ts';
import { useNow } from '../../lib/use-now.ts';
import { strings } from '../../strings/catalogue.ts';
import type { SecondCount } from './second-counts.ts';

const SECONDS = 60;
const [WIDTH, HEIGHT] = [120, 24];

/** Logs and errors of each of the last 60 seconds as small bars, and those of the last whole one in words. */
export function RateLine({ counts }: { counts: readonly SecondCount[] }) {
  const second = Math.floor(useNow(1_000) / 1_000);
  const most = Math.max(1, ...counts.map(({ logs }) => logs));
  const last = counts.find((each) => each.second === second - 1);
  const text = strings.live.rate(formatCompact(last?.logs ?? 0), formatCompact(last?.errors ?? 0));
  const bar = WIDTH / SECONDS;
  return (
    <span className="flex items-center gap-2">
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="max-sm:hidden">
        {counts.map(({ second: at, logs, errors }) => {
          const x = WIDTH - (second - at) * bar;
          return (
            <g key={at}>
              <rect
                x={x}
                y={HEIGHT - (logs / most) * HEIGHT}
                width={bar - 0.5}
                height={(logs / most) * HEIGHT}
                fill="var(--line-strong)"
              />
              <rect
                x={x}
                y={HEIGHT - (errors / most) * HEIGHT}
                width={bar - 0.5}
                height={(errors / most) * HEIGHT}
                fill="var(--level-error)"
              />
            </g>
          );
        })}
      </svg>
      {text}
    </span>
  );
}
