import { ArrowDownNarrowWide, ArrowUpNarrowWide } from 'lucide-react';
import type { Order } from '../../../api/logs.ts';
import { strings } from '../../../strings/catalogue.ts';
import { ToolButton } from './tool-button.tsx';

const words = strings.explorer.order;

/** Says in which order logs are listed; a press turns it around. */
export function OrderSwitch({ order, onOrder }: { order: Order; onOrder(order: Order): void }) {
  const Icon = order === 'desc' ? ArrowDownNarrowWide : ArrowUpNarrowWide;
  return (
    <ToolButton
      label={words[order]}
      title={words.turn}
      icon={<Icon size={15} aria-hidden />}
      onClick={() => onOrder(order === 'desc' ? 'asc' : 'desc')}
    />
  );
}
