import { isQueryFault } from '../../api/request.ts';
import { EmptyState, ErrorState } from '../../components/kit/states.tsx';
import { strings } from '../../strings/catalogue.ts';

const words = strings.rules.preview;

/** Why there is no preview; what is wrong with a query is told at its field. */
export function PreviewFault({ error }: { error: Error }) {
  if (isQueryFault(error)) return <EmptyState title={words.mendFirst}>{words.mendWhere}</EmptyState>;
  return <ErrorState error={error} />;
}
