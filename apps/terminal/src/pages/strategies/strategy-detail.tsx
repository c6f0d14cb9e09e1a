import type { Position, Strategy } from '@argosy/contract';
import type { JSX, ReactNode } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, type Grouping } from '../../format/decimal.ts';
import { GainCell } from '../../panels/positions/gain-cell.tsx';
import { strategiesText } from '../../text/strategies.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { Beat } from './beat.tsx';
import { BookGain } from './book-gain.tsx';
import { LogView } from './log-view.tsx';
import { StateSign } from './state-sign.tsx';
import { positionsOf, showParameter } from './strategy-book.ts';
import { showMicros } from './strategy-columns.tsx';

const names = strategiesText.columns;

/** All of one strategy: its figures, what it holds, how it was set up, and what it says. */
export function StrategyDetail({
  strategy,
  positions,
  children,
}: {
  readonly strategy: Strategy;
  readonly positions: readonly Position[];
  /** What can be done with it. */
  readonly children: ReactNode;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const own = positionsOf(positions, strategy);
  return (
    <aside className="strategies__detail pane" aria-label={strategiesText.detail(strategy.id)}>
      <header className="detail__head">
        <h2 className="pane__title">{strategy.id}</h2>
        <StateSign state={strategy.state} />
      </header>
      {strategy.reason === null ? null : <p className="detail__reason">{strategy.reason}</p>}
      {children}
      <Figures strategy={strategy} positions={own} grouping={grouping} />
      <Holdings positions={own} grouping={grouping} />
      <Parameters strategy={strategy} />
      <LogView key={strategy.id} strategy={strategy.id} />
    </aside>
  );
}

function Figures({
  strategy,
  positions,
  grouping,
}: {
  readonly strategy: Strategy;
  readonly positions: readonly Position[];
  readonly grouping: Grouping;
}): JSX.Element {
  const { calls, micros, microsMax, microsP99, breaches } = strategy;
  return (
    <section className="detail__part">
      <h3 className="pane__subtitle">{strategiesText.figures}</h3>
      <dl className="facts">
        <Fact name={names.gain}>
          <BookGain positions={positions} />
        </Fact>
        <Fact name={strategiesText.calls}>{formatNumber(calls, 0, grouping)}</Fact>
        <Fact name={strategiesText.mean}>{showMicros(calls === 0 ? null : micros / calls)}</Fact>
        <Fact name={names.p99}>{showMicros(microsP99)}</Fact>
        <Fact name={strategiesText.longest}>{showMicros(calls === 0 ? null : microsMax)}</Fact>
        <Fact name={names.breaches}>
          <span className={breaches > 0 ? 'warn' : ''}>{formatNumber(breaches, 0, grouping)}</span>
        </Fact>
        <Fact name={names.beat}>
          <Beat strategy={strategy} />
        </Fact>
        <Fact name={names.host}>{strategy.host}</Fact>
      </dl>
    </section>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}): JSX.Element {
  return (
    <div className="facts__one">
      <dt>{name}</dt>
      <dd className="number">{children}</dd>
    </div>
  );
}

function Holdings({
  positions,
  grouping,
}: {
  readonly positions: readonly Position[];
  readonly grouping: Grouping;
}): JSX.Element {
  const held = positions.filter(({ qty }) => /[1-9]/u.test(qty));
  return (
    <section className="detail__part">
      <h3 className="pane__subtitle">{strategiesText.holdings}</h3>
      {held.length === 0 ? (
        <p className="muted">{strategiesText.holdsNothing}</p>
      ) : (
        <ul className="held-list">
          {held.map((position) => (
            <li key={`${position.instrument} ${position.product} ${position.position}`}>
              <span>{position.instrument}</span>
              <span className="number">
                {formatDecimal(position.qty, grouping)}
                {position.averagePrice === null
                  ? ''
                  : ` @ ${formatDecimal(position.averagePrice, grouping)}`}
              </span>
              <GainCell position={position} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Parameters({ strategy }: { readonly strategy: Strategy }): JSX.Element {
  const { file, code, book, parameters } = strategy;
  const entries = Object.entries(parameters);
  return (
    <section className="detail__part">
      <h3 className="pane__subtitle">{strategiesText.parameters}</h3>
      <dl className="facts facts--wide">
        {entries.map(([name, value]) => (
          <Fact key={name} name={name}>
            {showParameter(value)}
          </Fact>
        ))}
        <Fact name={strategiesText.file}>{file}</Fact>
        <Fact name={strategiesText.code}>{code}</Fact>
        <Fact name={strategiesText.book}>{book}</Fact>
      </dl>
      <p className="muted detail__hint">
        {entries.length === 0 ? `${strategiesText.noParameters} ` : ''}
        {strategiesText.parametersHint}
      </p>
    </section>
  );
}
