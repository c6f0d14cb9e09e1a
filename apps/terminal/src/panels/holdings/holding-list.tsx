import type { Holding } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import {
  formatChange,
  formatDecimal,
  formatNumber,
  UNKNOWN,
  type Grouping,
} from '../../format/decimal.ts';
import { moneyText } from '../../text/money.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

const AGAIN_MS = 2_000;
const ROWS = 500;
const PLACES = 2;
const PERCENT = 100;

/** What an account holds for delivery, whichever of its books hold it: B and S order more or less of it. */
export function HoldingList({ account }: { readonly account: string }): JSX.Element {
  const { link, preferences, focus } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const holdings = useAsk(
    (signal) => link.api.listHoldings({ query: { account, isHeld: true, size: ROWS }, signal }),
    [account],
    AGAIN_MS,
  );
  const rows = holdings.value?.items;
  const columns = useMemo(
    () =>
      holdingColumns(
        grouping,
        (rows ?? []).reduce((sum, row) => sum + sizeOf(row), 0),
      ),
    [grouping, rows],
  );
  return (
    <Answer of={holdings} isEmpty={({ items }) => items.length === 0} empty={moneyText.noHoldings}>
      {({ items }) => (
        <Grid
          label={moneyText.holdings}
          rows={items}
          columns={columns}
          keyOf={({ instrument }) => instrument}
          order={{ column: 'value', isDescending: true }}
          onKey={(code, { instrument }) => {
            if (code !== 'KeyB' && code !== 'KeyS') return false;
            focus.trade({ instrument, side: code === 'KeyB' ? 'buy' : 'sell' });
            return true;
          }}
        />
      )}
    </Answer>
  );
}

function sizeOf({ value }: Holding): number {
  return Math.abs(Number(value?.amount ?? Number.NaN));
}

function holdingColumns(grouping: Grouping, whole: number): readonly GridColumn<Holding>[] {
  const figure = (
    id: 'qty' | 'average' | 'mark' | 'value' | 'realised' | 'charges',
    of: (row: Holding) => string | null,
  ): GridColumn<Holding> => ({
    id,
    title: moneyText[id],
    isNumber: true,
    value: (row) => of(row),
    show: (row) => {
      const text = of(row);
      return text === null ? UNKNOWN : formatDecimal(text, grouping);
    },
  });
  return [
    { id: 'instrument', title: moneyText.instrument, value: ({ instrument }) => instrument },
    figure('qty', ({ qty }) => qty),
    figure('average', ({ averagePrice }) => averagePrice),
    figure('mark', ({ mark }) => mark),
    figure('value', ({ value }) => value?.amount ?? null),
    {
      id: 'weight',
      title: moneyText.weight,
      isNumber: true,
      value: (row) => sizeOf(row) / whole,
      show: (row) => `${formatNumber((sizeOf(row) / whole) * PERCENT, 1, grouping)}%`,
    },
    {
      id: 'unrealised',
      title: moneyText.unrealised,
      isNumber: true,
      value: ({ unrealised }) => unrealised?.amount ?? null,
      show: ({ unrealised }) => {
        const gain = Number(unrealised?.amount ?? Number.NaN);
        const arrow = gain > 0 ? '▲ ' : gain < 0 ? '▼ ' : '';
        const tone = gain > 0 ? 'up' : gain < 0 ? 'down' : 'flat';
        return <span className={tone}>{arrow + formatChange(gain, PLACES, grouping)}</span>;
      },
    },
    figure('realised', ({ realised }) => realised.amount),
    figure('charges', ({ charges }) => charges.amount),
    { id: 'books', title: moneyText.books, value: ({ books }) => books.join(' ') },
  ];
}
