import { useNavigate } from 'react-router';
import { Sector } from 'recharts';
import type { Category } from '../../../../core/record.ts';
import { CATEGORY_COLOURS } from '../../components/tags.tsx';
import { formatShort } from '../../lib/format-number.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Row } from './build-rows.ts';

interface CategoryDonutProps {
  rows: Row[];
  linkOf(category: string): string;
}

const OUTER = 71;
const INNER = 45;
const TURN = 360;

/** The shares as a ring, clockwise from the top, around their sum; its numbers and links stand in the table below. */
export function CategoryDonut({ rows, linkOf }: CategoryDonutProps) {
  const navigate = useNavigate();
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  let end = 90;
  return (
    <svg
      aria-hidden
      viewBox="-72 -72 144 144"
      className="block size-36 shrink-0 @min-[24rem]:size-28 @min-[28rem]:size-36"
    >
      {rows.map(({ value, count }) => {
        const start = end;
        end -= (count / Math.max(total, 1)) * TURN;
        return (
          <Sector
            key={value}
            cx={0}
            cy={0}
            innerRadius={INNER}
            outerRadius={OUTER}
            startAngle={start}
            endAngle={end}
            fill={CATEGORY_COLOURS[value as Category]}
            stroke="var(--surface)"
            strokeWidth={rows.length > 1 ? 2 : 0}
            className="cursor-pointer"
            onClick={() => void navigate(linkOf(value))}
          />
        );
      })}
      <text textAnchor="middle" y={4} className="fill-ink text-[22px] font-semibold tabular-nums">
        {formatShort(total)}
      </text>
      <text textAnchor="middle" y={20} className="fill-ink-faint text-[12px]">
        {strings.overview.donutUnit}
      </text>
    </svg>
  );
}
