import { Play, Square } from 'lucide-react';
import { Button } from '../../components/kit/button.tsx';
import { strings } from '../../strings/catalogue.ts';

const { run, cancel } = strings.explorer.query;
const LOOK = 'h-9.5! min-w-21 justify-center';

interface RunButtonProps {
  isRunning: boolean;
  onRun(): void;
  onCancel(): void;
}

/** Runs the query, or ends its run. */
export function RunButton({ isRunning, onRun, onCancel }: RunButtonProps) {
  return isRunning ? (
    <Button className={LOOK} icon={<Square size={13} aria-hidden />} onClick={onCancel}>
      {cancel}
    </Button>
  ) : (
    <Button look="primary" className={LOOK} icon={<Play size={13} aria-hidden />} onClick={onRun}>
      {run}
    </Button>
  );
}
