import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { LogText } from '../../components/log-text.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { addFilter, combine } from '../../lib/query-edit.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Row } from './build-rows.ts';

const words = strings.overview;
const NUMBER = 'ps-2 py-1 text-end tabular-nums';

/** A bar behind a name, as long as its count is great beside the greatest. */
const barOf = (count: number, most: number): string =>
  `linear-gradient(to right, var(--accent-soft) ${(count / most) * 100}%, transparent 0)`;

interface RowsProps {
  q: string;
  /** The rows lead to the logs that have their value in this field. */
  field: string;
  /** How a value is shown; as text when not given. */
  show?(value: string): ReactNode;
  /** Errors of each value, where they are counted. */
  errors?: Readonly<Record<string, number>> | undefined;
}

function ErrorCell({ q, field, value, count }: Pick<RowsProps, 'q' | 'field'> & { value: string; count: number }) {
  const linkTo = useLinkTo();
  if (count === 0) return <td className={`${NUMBER} text-ink-faint`}>0</td>;
  return (
    <td className={`${NUMBER} text-bad`}>
      <Link
        to={linkTo('/explorer', { q: addFilter(combine(q, 'level:>=error'), field, value) })}
        title={words.errorsOf(visibleText(value))}
        className="hover:underline"
      >
        {formatCount(count)}
      </Link>
    </td>
  );
}

const showText = (value: string): ReactNode => <LogText text={value} />;

function Rows({ rows, q, field, show = showText, errors }: RowsProps & { rows: readonly Row[] }) {
  const linkTo = useLinkTo();
  const most = Math.max(...rows.map(({ count }) => count));
  return rows.map(({ value, count, share }) => (
    <tr key={value} className="border-t border-line hover:bg-hover">
      <td>
        <span className="block rounded-sm py-0.5 ps-1.5 pe-1" style={{ background: barOf(count, most) }}>
          <Link
            to={linkTo('/explorer', { q: addFilter(q, field, value) })}
            title={visibleText(value)}
            className="line-clamp-2 min-h-6 leading-6 break-words hover:underline"
          >
            {show(value)}
          </Link>
        </span>
      </td>
      {errors && <ErrorCell q={q} field={field} value={value} count={errors[value] ?? 0} />}
      <td className={NUMBER}>{formatCount(count)}</td>
      <td className={`${NUMBER} text-ink-soft`}>{formatShare(share)}</td>
    </tr>
  ));
}

interface ShareTableProps extends RowsProps {
  title: string;
  rows: Row[] | undefined;
  /** Beside the table, or above it where there is no room. */
  children?: ReactNode;
  className?: string;
}

/** Values with their counts and shares, each with a bar. */
export function ShareTable({ title, rows, children, className = '', ...rest }: ShareTableProps) {
  return (
    <Card title={title} className={`@container h-full ${className}`}>
      {!rows && <Skeleton className="h-48" />}
      {rows?.length === 0 && <p className="py-4 text-[13px] text-ink-faint">{words.nothing}</p>}
      {rows && rows.length > 0 && (
        <div className="flex flex-col items-center gap-x-4 gap-y-2 @min-[24rem]:flex-row">
          {children}
          <table className="w-full min-w-0 table-fixed text-[13px]">
            <thead>
              <tr className="text-xs text-ink-faint">
                <th scope="col" className="py-1 text-start font-medium">
                  {words.name}
                </th>
                {rest.errors && (
                  <th scope="col" className={`w-14 font-medium ${NUMBER}`}>
                    {words.errorCount}
                  </th>
                )}
                <th scope="col" className={`w-18 font-medium ${NUMBER}`}>
                  {words.count}
                </th>
                <th scope="col" className={`w-16 font-medium ${NUMBER}`}>
                  {words.share}
                </th>
              </tr>
            </thead>
            <tbody>
              <Rows rows={rows} {...rest} />
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
