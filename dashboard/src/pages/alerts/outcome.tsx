import { CircleCheck, CircleHelp, CircleX, RotateCw } from 'lucide-react';
import type { NotificationEntry } from '../../../../core/alert.ts';
import { strings } from '../../strings/catalogue.ts';

const OUTCOMES: Readonly<Record<NotificationEntry['status'], { look: string; Icon: typeof CircleX }>> = {
  delivered: { look: 'text-good', Icon: CircleCheck },
  refused: { look: 'text-bad', Icon: CircleX },
  retrying: { look: 'text-caution', Icon: RotateCw },
  unknown: { look: 'text-caution', Icon: CircleHelp },
};

/** How an attempt to tell somebody ended, by icon, word and colour. */
export function Outcome({ status }: { status: NotificationEntry['status'] }) {
  const { look, Icon } = OUTCOMES[status];
  return (
    <span className={`inline-flex items-center gap-1 text-xs ${look}`}>
      <Icon size={13} aria-hidden />
      {strings.alerts.outcome[status]}
    </span>
  );
}
