import type { Account, Position, Strategy } from '@argosy/contract';
import type { ReactNode } from 'react';

import { UNKNOWN } from '../../format/decimal.ts';
import { formatHop } from '../../format/time.ts';
import { shellText } from '../../text/shell.ts';
import { strategiesText } from '../../text/strategies.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Beat } from './beat.tsx';
import { BookGain } from './book-gain.tsx';
import { StateSign } from './state-sign.tsx';
import { heldCount, positionsOf } from './strategy-book.ts';

const MICROS_PER_MS = 1_000;
const names = strategiesText.columns;

/** Microseconds as people read them. */
export function showMicros(micros: number | null): string {
  return micros === null ? UNKNOWN : formatHop(micros / MICROS_PER_MS);
}

/** The columns of the list: what it is, how it fares, and what can be done. */
export function strategyColumns(
  account: Account,
  positions: readonly Position[],
  buttons: (strategy: Strategy) => ReactNode,
): readonly GridColumn<Strategy>[] {
  return [
    { id: 'name', title: names.name, value: ({ id }) => id },
    {
      id: 'state',
      title: names.state,
      value: ({ state }) => strategiesText.states[state],
      show: ({ state }) => <StateSign state={state} />,
    },
    {
      id: 'mode',
      title: names.mode,
      value: () => account.mode,
      show: () => (
        <span className={`mode mode--${account.mode}`}>
          {account.mode === 'live' ? shellText.live : shellText.paper}
        </span>
      ),
    },
    {
      id: 'gain',
      title: names.gain,
      isNumber: true,
      value: (strategy) => gainOf(positionsOf(positions, strategy)),
      show: (strategy) => <BookGain positions={positionsOf(positions, strategy)} />,
    },
    {
      id: 'positions',
      title: names.positions,
      isNumber: true,
      value: (strategy) => heldCount(positionsOf(positions, strategy)),
    },
    ...figureColumns,
    { id: 'host', title: names.host, isLess: true, value: ({ host }) => host },
    { id: 'actions', title: '', value: () => null, show: buttons },
  ];
}

const figureColumns: readonly GridColumn<Strategy>[] = [
  {
    id: 'p99',
    title: names.p99,
    isLess: true,
    isNumber: true,
    value: ({ microsP99 }) => microsP99,
    show: ({ microsP99 }) => showMicros(microsP99),
  },
  {
    id: 'breaches',
    title: names.breaches,
    isNumber: true,
    value: ({ breaches }) => breaches,
    show: ({ breaches }) => <span className={breaches > 0 ? 'warn' : ''}>{breaches}</span>,
  },
  {
    id: 'beat',
    title: names.beat,
    isNumber: true,
    value: ({ heardAt }) => heardAt,
    show: (strategy) => <Beat strategy={strategy} />,
  },
];

/** What sorting and files go by: the open gain moves on. Where one of them is not known, neither is the sum. */
function gainOf(positions: readonly Position[]): number | null {
  const gains = positions.map(({ realised, unrealised, charges }) =>
    unrealised === null
      ? null
      : Number(realised.amount) + Number(unrealised.amount) - Number(charges.amount),
  );
  return gains.reduce<number | null>(
    (sum, gain) => (sum === null || gain === null ? null : sum + gain),
    0,
  );
}
