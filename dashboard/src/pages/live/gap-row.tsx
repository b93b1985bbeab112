import { useState } from 'react';
import { formatCount } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Gap } from './tail-buffer.ts';

const words = strings.live;

type Loading = 'no' | 'yes' | 'failed';

/** Where lines are missing, with the way to get them. */
export function GapRow({ gap, onFill }: { gap: Gap; onFill(gap: Gap): Promise<void> }) {
  const [loading, setLoading] = useState<Loading>('no');
  const load = (): void => {
    setLoading('yes');
    onFill(gap).then(
      () => setLoading('no'),
      () => setLoading('failed'),
    );
  };
  return (
    <div className="flex h-full items-center gap-3 border-s-[3px] border-caution bg-caution-soft px-3 text-xs text-caution">
      <span>{words.skipped(formatCount(gap.skipped))}</span>
      {loading === 'failed' && <span role="alert">{words.loadFailed}</span>}
      <button type="button" className="font-medium underline" disabled={loading === 'yes'} onClick={load}>
        {loading === 'yes' ? words.loading : words.load}
      </button>
    </div>
  );
}
