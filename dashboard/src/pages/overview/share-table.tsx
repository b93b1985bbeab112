import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Card } from '../../components/kit/card.tsx';
import { Skeleton } from '../../components/kit/states.tsx';
import { formatCount, formatShare } from '../../lib/format-number.ts';
import { addFilter, combine } from '../../lib/query-edit.ts';
import { useLinkTo } from '../../lib/screen-state.ts';
import { strings } from '../../strings/catalogue.ts';
import type { Row } from './build-rows.ts';

const words = strings.overview;
const NUMBER = 'ps-2 py-1 text-end tabular-nums';

interface ShareTableProps {
  title: string;
  q: string;
  /** The rows lead to the logs that have their value in this field. */
  field: string;
  rows: Row[] | undefined;
  /** How a value is shown; as text when not given. */
  show?(value: string): ReactNode;
  /** Errors of each value, where they are counted. */
  errors?: Readonly<Record<string, number>> | undefined;
  /** In front of the table. */
  children?: ReactNode;
}

/** Values with their counts and shares. */
export function ShareTable({ title, q, field, rows, show = String, errors, children }: ShareTableProps) {
  const linkTo = useLinkTo();
  return (
    <Card title={title} className="h-full">
      {children}
      {!rows && <Skeleton className="h-48" />}
      {rows?.length === 0 && <p className="py-4 text-[13px] text-ink-faint">{words.nothing}</p>}
      {rows && rows.length > 0 && (
        <table className="w-full table-fixed text-[13px]">
          <thead>
            <tr className="text-xs text-ink-faint">
              <th scope="col" className="py-1 text-start font-medium">
                {words.name}
              </th>
              {errors && <th className={`w-14 font-medium ${NUMBER}`}>{words.errorCount}</th>}
              <th className={`w-18 font-medium ${NUMBER}`}>{words.count}</th>
              <th className={`w-16 font-medium ${NUMBER}`}>{words.share}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, count, share }) => (
              <tr key={value} className="border-t border-line hover:bg-hover">
                <td>
                  <Link
                    to={linkTo('/explorer', { q: addFilter(q, field, value) })}
                    title={value}
                    className="line-clamp-2 min-h-6 py-1 break-words hover:underline"
                  >
                    {show(value)}
                  </Link>
                </td>
                {errors && (
                  <td className={`${NUMBER} ${errors[value] ? 'text-bad' : 'text-ink-faint'}`}>
                    {errors[value] ? (
                      <Link
                        to={linkTo('/explorer', { q: addFilter(combine(q, 'level:>=error'), field, value) })}
                        title={words.errorsOf(value)}
                        className="hover:underline"
                      >
                        {formatCount(errors[value])}
                      </Link>
                    ) : (
                      0
                    )}
                  </td>
                )}
                <td className={NUMBER}>{formatCount(count)}</td>
                <td className={`${NUMBER} text-ink-soft`}>{formatShare(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
