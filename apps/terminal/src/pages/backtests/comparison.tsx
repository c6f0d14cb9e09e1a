import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { UNKNOWN } from '../../format/decimal.ts';
import { backtestsText } from '../../text/backtests.ts';
import { Failed, Loading } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { differences } from './compare-runs.ts';
import { keyFigures } from './key-figures.ts';
import type { Sheet } from './sheet.ts';
import { useSheet } from './use-sheet.ts';

/** Two runs side by side: their figures, and what they were made with otherwise. */
export function Comparison({
  sheet,
  other,
  titles,
}: {
  readonly sheet: Sheet;
  readonly other: string;
  readonly titles: readonly [first: string, second: string];
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const second = useSheet(other);
  if (second.sheet === null) {
    return second.problem === null ? (
      <Loading rows={4} />
    ) : (
      <Failed problem={second.problem} again={second.again} />
    );
  }
  const others = keyFigures(second.sheet, grouping);
  const rows = differences(sheet, second.sheet);
  return (
    <section className="compare pane" aria-label={backtestsText.comparison}>
      <table className="grid__table">
        <thead>
          <tr>
            <th scope="col">{backtestsText.figure}</th>
            <th scope="col" className="number">
              {titles[0]}
            </th>
            <th scope="col" className="number">
              {titles[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {keyFigures(sheet, grouping).map(({ id, label, text }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td className="number">{text}</td>
              <td className="number">{others.find((one) => one.id === id)?.text ?? UNKNOWN}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? (
        <p className="muted">{backtestsText.same}</p>
      ) : (
        <table className="grid__table">
          <thead>
            <tr>
              <th scope="col">{backtestsText.difference}</th>
              <th scope="col">{titles[0]}</th>
              <th scope="col">{titles[1]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, first, second: its }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{first ?? UNKNOWN}</td>
                <td>{its ?? UNKNOWN}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
