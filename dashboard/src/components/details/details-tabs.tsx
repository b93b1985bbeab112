import { type KeyboardEvent, useId } from 'react';
import { useSearchParams } from 'react-router';
import type { LogRecord } from '../../../../core/record.ts';
import { useScreenState } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import { ContextTab } from './context-tab.tsx';
import { ExplainTab } from './explain-tab.tsx';
import { FieldsTab } from './fields-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { TraceTab } from './trace-tab.tsx';

const TABS = ['fields', 'raw', 'context', 'explain', 'trace'] as const;
type Tab = (typeof TABS)[number];

interface TabsProps {
  record: LogRecord;
  onFilter(field: string, value: string, isExcluded: boolean): void;
}

/** The ways to look at a log; which one stands in the address. */
export function DetailsTabs({ record, onFilter }: TabsProps) {
  const [parameters] = useSearchParams();
  const [, change] = useScreenState();
  const id = useId();
  const shown = TABS.filter((tab) => tab !== 'trace' || record.trace_id !== undefined);
  const current = shown.find((tab) => tab === parameters.get('tab')) ?? 'fields';
  const go = (tab: Tab): void => change({ tab: tab === 'fields' ? undefined : tab }, { replace: true });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step && shown.at((shown.indexOf(current) + step) % shown.length);
    if (!next) return;
    event.preventDefault();
    go(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <>
      <div
        role="tablist"
        aria-label={strings.details.title}
        tabIndex={-1}
        className="flex shrink-0 gap-1 border-b border-line px-3"
        onKeyDown={onKeyDown}
      >
        {shown.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            data-tab={tab}
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            className="-mb-px border-b-2 border-transparent px-2 py-2 text-[13px] font-medium text-ink-soft outline-offset-[-2px] hover:text-ink aria-selected:border-accent aria-selected:text-accent"
            onClick={() => go(tab)}
          >
            {strings.details.tabs[tab]}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${current}`}
        className="flex min-h-0 grow flex-col"
      >
        {current === 'fields' && <FieldsTab record={record} onFilter={onFilter} />}
        {current === 'raw' && <RawTab record={record} />}
        {current === 'context' && <ContextTab key={record.id} record={record} />}
        {current === 'explain' && <ExplainTab record={record} />}
        {current === 'trace' && record.trace_id !== undefined && (
          <TraceTab traceId={record.trace_id} openId={record.id} />
        )}
      </div>
    </>
  );
}
