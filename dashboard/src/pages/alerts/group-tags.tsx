import type { Alert } from '../../../../core/alert.ts';
import { LogText } from '../../components/log-text.tsx';
import { groupOf } from '../../lib/alert-group.ts';
import { visibleText } from '../../lib/visible-text.ts';

/** The fields by which its rule groups, each with its value. */
export function GroupTags({ alert }: { alert: Alert }) {
  return (
    <span className="flex flex-wrap gap-1">
      {groupOf(alert).map(([field, value]) => (
        <span
          key={field}
          className="line-clamp-2 max-w-full break-words rounded bg-sunken px-1.5 text-xs"
          title={`${field}: ${visibleText(value)}`}
        >
          <span className="text-ink-faint">{field}</span>{' '}
          <span className="text-ink">
            <LogText text={value} />
          </span>
        </span>
      ))}
    </span>
  );
}
