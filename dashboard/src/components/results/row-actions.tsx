import { ListEnd, Minus, Plus } from 'lucide-react';
import type { LogRecord } from '../../../../core/record.ts';
import { strings } from '../../strings/catalogue.ts';
import { IconButton } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';

export interface RowActionsProps {
  record: LogRecord;
  onContext(id: string): void;
  onFilter(field: string, value: string, isExcluded: boolean): void;
}

const words = strings.results;
const SMALL = '!size-6';

/** What can be done with the row under the pointer; each has a key too, so that Tab passes them by. */
export function RowActions({ record, onContext, onFilter }: RowActionsProps) {
  const { id, message, service } = record;
  return (
    <div className="sticky end-0 z-10 h-0 w-0 self-center">
      <div className="absolute end-2 top-0 flex -translate-y-1/2 rounded-md border border-line bg-raised px-0.5 shadow-float">
        <CopyButton className={SMALL} tabIndex={-1} label={words.copyMessage} text={() => message} />
        <IconButton
          className={SMALL}
          tabIndex={-1}
          label={words.context}
          icon={<ListEnd size={14} aria-hidden />}
          onClick={() => onContext(id)}
        />
        <IconButton
          className={SMALL}
          tabIndex={-1}
          label={words.filterForService(service)}
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onFilter('service', service, false)}
        />
        <IconButton
          className={SMALL}
          tabIndex={-1}
          label={words.filterOutService(service)}
          icon={<Minus size={14} aria-hidden />}
          onClick={() => onFilter('service', service, true)}
        />
      </div>
    </div>
  );
}
