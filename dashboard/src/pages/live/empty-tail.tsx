import { Pause, Radio } from 'lucide-react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/kit/states.tsx';
import { strings } from '../../strings/catalogue.ts';

const words = strings.live;

interface EmptyTailProps {
  isHeld: boolean;
  /** Lines are there, but of hidden levels. */
  isAllHidden: boolean;
  isFiltered: boolean;
  /** Where the same query finds what was logged before. */
  explorer: string;
}

/** Says why no line is shown, what will show one, and where earlier logs are. */
export function EmptyTail({ isHeld, isAllHidden, isFiltered, explorer }: EmptyTailProps) {
  const icon = isHeld ? <Pause size={22} aria-hidden /> : <Radio size={22} aria-hidden />;
  if (isAllHidden) return <EmptyState title={words.allHidden} icon={icon} />;
  return (
    <EmptyState title={isHeld ? words.heldEmpty : words.waiting} icon={icon}>
      <p>{isHeld ? words.heldEmptyText : isFiltered ? words.waitingForMatch : words.waitingText}</p>
      <Link to={explorer} className="mt-2 inline-block font-medium text-accent underline">
        {isFiltered ? words.earlierMatches : words.earlier}
      </Link>
    </EmptyState>
  );
}
