import { Eraser, Pause, Play } from 'lucide-react';
import type { Level } from '../../../../core/record.ts';
import { Button, IconButton } from '../../components/kit/button.tsx';
import { strings } from '../../strings/catalogue.ts';
import { FilterBox } from './filter-box.tsx';
import { HighlightBox } from './highlight-box.tsx';
import { LevelChips } from './level-chips.tsx';
import type { LevelCounts } from './tail-buffer.ts';
import type { Highlights } from './use-highlights.ts';

const words = strings.live;

interface TailHeadProps {
  q: string;
  isHeld: boolean;
  hidden: ReadonlySet<Level>;
  came: LevelCounts;
  highlights: Highlights;
  onFilter(q: string): void;
  onToggle(): void;
  onClear(): void;
  onHide(levels: readonly Level[]): void;
}

/** What the tail shows, how it is lit, and whether it is held. */
export function TailHead({ q, isHeld, hidden, came, highlights, ...on }: TailHeadProps) {
  return (
    <div className="border-b border-line px-3 pt-3 pb-2">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <FilterBox key={q} q={q} onFilter={on.onFilter} />
        <Button
          look={isHeld ? 'primary' : 'plain'}
          icon={isHeld ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
          onClick={on.onToggle}
        >
          <span className="max-sm:sr-only">{isHeld ? words.goOn : words.pause}</span>
        </Button>
        <IconButton label={words.clear} icon={<Eraser size={16} aria-hidden />} onClick={on.onClear} />
      </div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <LevelChips hidden={hidden} came={came} onHide={on.onHide} />
        <HighlightBox
          terms={highlights.terms}
          draft={highlights.draft}
          faults={highlights.highlighter.faults}
          onDraft={highlights.setDraft}
          onKeep={highlights.keepDraft}
          onRemove={highlights.remove}
        />
      </div>
    </div>
  );
}
