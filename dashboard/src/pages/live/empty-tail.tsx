import { CircleX, Pause, Radio } from 'lucide-react';
import { Link } from 'react-router';
import { useNewestLog } from '../../api/newest-log.ts';
import { EmptyState } from '../../components/kit/states.tsx';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

const words = strings.live;

interface EmptyTailProps {
  isHeld: boolean;
  /** Nothing will come: the question is wrong. */
  isRefused: boolean;
  /** Lines are there, but of hidden levels. */
  isAllHidden: boolean;
  isFiltered: boolean;
  /** Where the same query finds what was logged before. */
  explorer: string;
}

/** Says why no line is shown, what will show one, and where earlier logs are, or how the first one is sent. */
export function EmptyTail({ isRefused, isAllHidden, ...props }: EmptyTailProps) {
  if (isRefused) {
    return (
      <EmptyState title={words.refused} icon={<CircleX size={22} aria-hidden />}>
        {words.refusedText}
      </EmptyState>
    );
  }
  if (isAllHidden) return <EmptyState title={words.allHidden} icon={<Radio size={22} aria-hidden />} />;
  return <Waiting {...props} />;
}

function Waiting({ isHeld, isFiltered, explorer }: Pick<EmptyTailProps, 'isHeld' | 'isFiltered' | 'explorer'>) {
  const { data: newest } = useNewestLog(!isFiltered);
  const linkTo = useLinkTo();
  const isFirst = !isFiltered && newest === null;
  const icon = isHeld ? <Pause size={22} aria-hidden /> : <Radio size={22} aria-hidden />;
  const link = isFiltered ? words.earlierMatches : words.earlier;
  return (
    <EmptyState title={isHeld ? words.heldEmpty : words.waiting} icon={icon}>
      {isFirst && <p>{words.noneYet}</p>}
      <p>{isHeld ? words.heldEmptyText : isFiltered ? words.waitingForMatch : words.waitingText}</p>
      <Link to={isFirst ? linkTo('/') : explorer} className="mt-2 inline-block font-medium text-accent underline">
        {isFirst ? words.sendFirst : link}
      </Link>
    </EmptyState>
  );
}
