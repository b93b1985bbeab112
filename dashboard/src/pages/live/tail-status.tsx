import { CircleX, Pause, Radio, Unplug } from 'lucide-react';
import { Link } from 'react-router';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import { isLost, type TailConnection } from './tail-connection.ts';

const words = strings.live;

interface TailStatusProps {
  isHeld: boolean;
  status: TailConnection;
  /** Lines that are shown, that hidden levels keep away, and that went at the old end. */
  shown: number;
  hidden: number;
  dropped: number;
  /** Where those that went can be found. */
  explorer: string;
}

const STATES = {
  refused: { look: 'text-bad', Icon: CircleX },
  held: { look: 'text-caution', Icon: Pause },
  notConnected: { look: 'text-caution', Icon: Unplug },
  following: { look: 'text-good', Icon: Radio },
} as const;

function stateOf({ isHeld, status }: Pick<TailStatusProps, 'isHeld' | 'status'>): keyof typeof STATES {
  if (status === 'refused') return 'refused';
  if (isHeld) return 'held';
  return isLost(status) ? 'notConnected' : 'following';
}

/** Whether the view follows, and how much it holds and no longer holds. */
export function TailStatus({ isHeld, status, shown, hidden, dropped, explorer }: TailStatusProps) {
  const state = stateOf({ isHeld, status });
  const { look, Icon } = STATES[state];
  return (
    <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 border-t border-line bg-canvas px-3 text-xs text-ink-soft">
      <span className={`inline-flex items-center gap-1.5 font-medium ${look}`}>
        <Icon size={13} aria-hidden />
        {words[state]}
      </span>
      {state === 'notConnected' && <span className="max-sm:hidden">{words.goesOn}</span>}
      <span>{words.holds(formatCount(shown))}</span>
      {hidden > 0 && <span className="max-sm:hidden">{words.hiddenCount(formatCount(hidden))}</span>}
      {dropped > 0 && (
        <span>
          {words.dropped(formatCount(dropped))}{' '}
          <Link to={explorer} className="font-medium text-accent underline">
            {words.findDropped}
          </Link>
        </span>
      )}
    </div>
  );
}
