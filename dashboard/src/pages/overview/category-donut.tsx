import { useNavigate } from 'react-router';
import { Pie, PieChart, ResponsiveContainer } from 'recharts';
import type { Category } from '../../../../core/record.ts';
import { CATEGORY_COLOURS } from '../../components/tags.tsx';
import type { Row } from './build-rows.ts';

interface CategoryDonutProps {
  rows: Row[];
  linkOf(category: string): string;
}

/** The shares as a ring; its numbers and links stand in the table below. */
export default function CategoryDonut({ rows, linkOf }: CategoryDonutProps) {
  const navigate = useNavigate();
  const slices = rows.map(({ value, count }) => ({ value, count, fill: CATEGORY_COLOURS[value as Category] }));
  return (
    <div aria-hidden className="h-36">
      <ResponsiveContainer width="100%" height="100%">
        <PieChart accessibilityLayer={false}>
          <Pie
            data={slices}
            dataKey="count"
            nameKey="value"
            startAngle={90}
            endAngle={-270}
            innerRadius="62%"
            outerRadius="98%"
            stroke="var(--surface)"
            strokeWidth={slices.length > 1 ? 2 : 0}
            isAnimationActive={false}
            rootTabIndex={-1}
            className="cursor-pointer"
            onClick={(_, at) => void navigate(linkOf(slices[at]?.value ?? ''))}
          />
        </PieChart>
      </ResponsiveContainer>
    </div>
  );
}
