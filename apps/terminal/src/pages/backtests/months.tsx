import type { CSSProperties, JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatChange } from '../../format/decimal.ts';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { heatOf, monthTable } from './month-table.ts';
import type { SheetMonth } from './sheet.ts';

const PERCENT = 100;

/** The return of each month, in hundredths: the stronger, the deeper its colour. */
export function Months({
  months,
  years,
}: {
  readonly months: readonly SheetMonth[];
  readonly years: readonly SheetMonth[];
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const rows = monthTable(months, years);
  const text = (value: number | null): string =>
    value === null ? '' : formatChange(value * PERCENT, 1, grouping);
  return (
    <div className="months" tabIndex={0} role="region" aria-label={backtestsText.months}>
      <table>
        <thead>
          <tr>
            <th scope="col">{backtestsText.year}</th>
            {backtestsText.monthNames.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            <th scope="col" className="number">
              {backtestsText.all}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ year, months: own, all }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {own.map((value, at) => (
                <td
                  key={backtestsText.monthNames[at]}
                  className={`number heat ${value !== null && value < 0 ? 'heat--down' : 'heat--up'}`}
                  style={{ '--heat': value === null ? 0 : heatOf(value, rows) } as CSSProperties}
                >
                  {text(value)}
                </td>
              ))}
              <td className="number months__all">{text(all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
