import type { DataCoverage } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { dataText } from '../../text/data.ts';
import { dayStates, gapsOf, type DayState } from './day-cells.ts';

const GAPS_SHOWN = 12;
const states: readonly DayState[] = ['there', 'thin', 'gap', 'closed'];

/** Every day between the first and the last row as a cell, and in words what is missing. */
export function CoverageStrip({ coverage }: { readonly coverage: DataCoverage }): JSX.Element {
  const { days, series } = coverage;
  const [cells, gaps] = useMemo(() => {
    const found = dayStates(days);
    return [found, gapsOf(days, found)] as const;
  }, [days]);
  const missing = gaps.reduce((sum, gap) => sum + gap.days, 0);
  const there = cells.filter((cell) => cell === 'there' || cell === 'thin').length;
  const summary = dataText.covered(there, missing);
  const isUnknown = days.some(({ isTraded }) => isTraded === null);
  return (
    <div className="coverage">
      <p>
        {summary}. {isUnknown ? <span className="muted">{dataText.unknownDays}</span> : null}
      </p>
      <div
        className="coverage__strip"
        role="img"
        aria-label={`${dataText.coverageOf(series)}: ${summary}`}
      >
        {days.map(({ day, rows }, at) => (
          <span
            key={day}
            className={`coverage__day coverage__day--${cells[at] ?? 'closed'}`}
            title={`${day}: ${rows}`}
          />
        ))}
      </div>
      <p className="coverage__legend" aria-hidden="true">
        {states.map((state) => (
          <span key={state}>
            <span className={`coverage__day coverage__day--${state}`} /> {dataText.legend[state]}
          </span>
        ))}
      </p>
      {gaps.length === 0 ? null : (
        <p>
          {dataText.gaps}:{' '}
          {gaps
            .slice(0, GAPS_SHOWN)
            .map(({ from, until, days: count }) => dataText.gap(from, until, count))
            .join(', ')}{' '}
          {gaps.length > GAPS_SHOWN ? dataText.moreGaps(gaps.length - GAPS_SHOWN) : ''}
        </p>
      )}
    </div>
  );
}
