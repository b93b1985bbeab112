import { Check, Link2, Share2 } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../../../components/kit/button.tsx';
import { TextInput } from '../../../components/kit/field.tsx';
import { Popover } from '../../../components/kit/popover.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { zoneName } from '../../../lib/format-time.ts';
import { useScreenState, useZone } from '../../../lib/screen-state.ts';
import { relativeSpan } from '../../../lib/time-range.ts';
import { strings } from '../../../strings/catalogue.ts';
import { shareLink } from './share-link.ts';
import { ToolButton } from './tool-button.tsx';

const words = strings.explorer.share;

function ShareForm() {
  const [range] = useScreenState();
  const [zone] = useZone();
  const [frozenAt, setFrozenAt] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const id = useId();
  const span = relativeSpan(range);
  const isMoving = range.from.startsWith('now') || range.to.startsWith('now');
  const link = shareLink(new URL(location.href), range, zoneName(zone), frozenAt);
  const copy = async (): Promise<void> => setOutcome((await copyText(link)) ? 'copied' : 'failed');
  return (
    <div className="flex flex-col gap-3">
      <h2 className="text-[13px] font-semibold">{words.title}</h2>
      <TextInput autoFocus readOnly aria-label={words.title} value={link} onFocus={({ target }) => target.select()} />
      {isMoving && (
        <div className="text-[13px]">
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={frozenAt !== null}
              aria-describedby={id}
              className="size-4 accent-(--accent)"
              onChange={({ target }) => {
                setFrozenAt(target.checked ? Date.now() : null);
                setOutcome(null);
              }}
            />
            {words.freeze}
          </label>
          <p id={id} className="mt-0.5 ps-6 text-xs text-ink-faint">
            {words.freezeWhy(span === null ? words.time : words.last(span))}
          </p>
        </div>
      )}
      <Button
        look="primary"
        className="justify-center"
        icon={outcome === 'copied' ? <Check size={14} aria-hidden /> : <Link2 size={14} aria-hidden />}
        onClick={() => void copy()}
      >
        {outcome === 'copied' ? strings.common.copied : words.copy}
      </Button>
      {outcome === 'failed' && (
        <p role="alert" className="text-xs text-bad">
          {words.failed}
        </p>
      )}
    </div>
  );
}

/** A link to this screen. */
export function ShareMenu() {
  return (
    <Popover
      align="end"
      className="w-80"
      opener={(attributes) => (
        <ToolButton label={words.open} icon={<Share2 size={15} aria-hidden />} data-shortcut="share" {...attributes} />
      )}
    >
      <ShareForm />
    </Popover>
  );
}
