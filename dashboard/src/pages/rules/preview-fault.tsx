import { isQueryFault } from '../../api/request.ts';
import { EmptyState, ErrorState } from '../../components/kit/states.tsx';
import { strings } from '../../strings/catalogue.ts';

/** Why there is no preview; what is wrong with a query is told at its field. */
export function PreviewFault({ error }: { error: Error }) {
  if (isQueryFault(error)) return <EmptyState title={strings.rules.preview.mendFirst} />;
  return <ErrorState error={error} />;
}
