import type { Alert } from '../../../../core/alert.ts';
import { groupOf } from '../../lib/alert-group.ts';

/** The fields by which its rule groups, each with its value. */
export function GroupTags({ alert }: { alert: Alert }) {
  return (
    <span className="flex flex-wrap gap-1">
      {groupOf(alert).map(([field, value]) => (
        <span
          key={field}
          className="line-clamp-2 max-w-full break-words rounded bg-sunken px-1.5 text-xs"
          title={`${field}: ${value}`}
        >
          <span className="text-ink-faint">{field}</span> <span className="text-ink">{value}</span>
        </span>
      ))}
    </span>
  );
}
