import type { Backtest } from '@argosy/contract';
import { useState, type JSX, type ReactNode } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { backtestsText } from '../../text/backtests.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Costs, Distribution, Excursions, Rolling } from './drawings.tsx';
import { EquityPane } from './equity-pane.tsx';
import { keyFigures } from './key-figures.ts';
import { Months } from './months.tsx';
import { RunCard } from './run-card.tsx';
import type { RunTrade } from './run-files.ts';
import { isAbsent, type Part, type Sheet } from './sheet.ts';
import { Trades } from './trades.tsx';

/** What a run came to, as its tear sheet says it. */
export function SheetView({
  run,
  sheet,
}: {
  readonly run: Backtest;
  readonly sheet: Sheet;
}): JSX.Element {
  const [trade, setTrade] = useState<RunTrade | null>(null);
  return (
    <>
      {sheet.source.isPartial ? <p className="warn">{backtestsText.partial}</p> : null}
      <KeyFigures sheet={sheet} />
      <EquityPane sheet={sheet} trade={trade} />
      <Trades run={run} chosen={trade} choose={setTrade} />
      <div className="sheet__parts">
        <SheetPart title={backtestsText.months} part={sheet.months}>
          {(months) => <Months months={months} years={isAbsent(sheet.years) ? [] : sheet.years} />}
        </SheetPart>
        <SheetPart title={backtestsText.costs} part={sheet.costs}>
          {(costs) => <Costs costs={costs} />}
        </SheetPart>
        <SheetPart title={backtestsText.rollingTitle} part={sheet.rolling}>
          {(rolling) => <Rolling rolling={rolling} />}
        </SheetPart>
        <SheetPart title={backtestsText.distribution} part={sheet.trades}>
          {({ distribution }) => <Distribution distribution={distribution} />}
        </SheetPart>
        <SheetPart title={backtestsText.excursions} part={sheet.excursions}>
          {(excursions) => <Excursions excursions={excursions} />}
        </SheetPart>
        <RunCard sheet={sheet} />
      </div>
      {sheet.notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
    </>
  );
}

function KeyFigures({ sheet }: { readonly sheet: Sheet }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  return (
    <dl className="key-figures pane">
      {keyFigures(sheet, grouping).map(({ id, label, text, note, tone }) => (
        <div key={id} className="key-figures__one" title={note ?? undefined}>
          <dt>{label}</dt>
          <dd className={`number ${tone}`}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A part of the sheet with its title, or why it is not there. */
function SheetPart<Value>({
  title,
  part,
  children,
}: {
  readonly title: string;
  readonly part: Part<Value>;
  readonly children: (value: Value) => ReactNode;
}): JSX.Element {
  return (
    <section className="sheet__part pane" aria-label={title}>
      <h3 className="pane__subtitle">{title}</h3>
      {isAbsent(part) ? <p className="muted">{part.absent}</p> : children(part)}
    </section>
  );
}
