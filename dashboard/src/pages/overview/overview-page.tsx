import { useStats } from '../../api/logs.ts';
import { Card } from '../../components/kit/card.tsx';
import { formatCount } from '../../lib/format-number.ts';
import { useScreenState } from '../../lib/screen-state.ts';

export default function OverviewPage() {
  const [{ q, from, to }] = useScreenState();
  const { data } = useStats({ q, from, to });
  return (
    <div className="p-4">
      <Card title="Logs">{data && formatCount(data.total)}</Card>
    </div>
  );
}
