import { Link } from 'react-router';
import { EmptyState } from '../../components/kit/states.tsx';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';

export function NotFoundPage() {
  const linkTo = useLinkTo();
  const { title, back } = strings.shell.notFound;
  return (
    <EmptyState title={title}>
      <Link to={linkTo('/')} className="text-accent underline">
        {back}
      </Link>
    </EmptyState>
  );
}
