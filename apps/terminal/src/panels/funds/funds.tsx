import '../../ui/blotter.css';

import type { Funds } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import type { AccountBook } from '../../link/account-book.ts';
import { moneyText } from '../../text/money.ts';
import { ordersText } from '../../text/orders.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Empty, Loading } from '../../ui/state.tsx';
import { UseBar } from '../../ui/use-bar.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';

/** What an account has to trade with. */
export const fundsKind: PanelKind = {
  kind: 'funds',
  title: moneyText.funds,
  isLinked: false,
  render: () => <FundsPanel />,
};

function FundsPanel(): JSX.Element {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  return book === null ? <Empty title={ordersText.none} /> : <FundsList book={book} />;
}

function FundsList({ book }: { readonly book: AccountBook }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const funds = useRows(book.funds.rows);
  const isLoaded = useSignal(book.funds.isLoaded);
  const columns = useMemo(() => fundsColumns(grouping), [grouping]);
  if (!isLoaded) return <Loading rows={2} />;
  if (funds.length === 0) return <Empty title={moneyText.noFunds} />;
  return (
    <div className="blotter">
      <Grid
        label={moneyText.funds}
        rows={funds}
        columns={columns}
        keyOf={({ currency }) => currency}
      />
    </div>
  );
}

const PERCENT = 100;

function fundsColumns(grouping: Grouping): readonly GridColumn<Funds>[] {
  const sum = (id: 'cash' | 'held' | 'reserved' | 'available'): GridColumn<Funds> => ({
    id,
    title: moneyText[id],
    isNumber: true,
    value: (row) => row[id],
    show: (row) => formatDecimal(row[id], grouping),
  });
  const ofMargin = (id: 'equity' | 'bound'): GridColumn<Funds> => ({
    id,
    title: moneyText[id],
    isNumber: true,
    value: ({ margin }) => margin?.[id] ?? null,
    show: ({ margin }) => (margin === null ? UNKNOWN : formatDecimal(margin[id], grouping)),
  });
  return [
    { id: 'currency', title: moneyText.currency, value: ({ currency }) => currency },
    sum('cash'),
    sum('held'),
    sum('reserved'),
    sum('available'),
    ofMargin('equity'),
    ofMargin('bound'),
    {
      id: 'use',
      title: moneyText.use,
      value: ({ margin }) => (margin === null ? null : shareOf(margin)),
      show: ({ margin }) =>
        margin === null ? UNKNOWN : <Use margin={margin} grouping={grouping} />,
    },
  ];
}

type Margin = NonNullable<Funds['margin']>;

function shareOf({ bound, equity }: Margin): number {
  const [part, whole] = [Number(bound), Number(equity)];
  if (whole > 0) return part / whole;
  return part === 0 ? 0 : 1;
}

function Use({
  margin,
  grouping,
}: {
  readonly margin: Margin;
  readonly grouping: Grouping;
}): JSX.Element {
  const share = shareOf(margin);
  const percent = formatNumber(share * PERCENT, 1, grouping);
  const text = moneyText.useOf(
    formatDecimal(margin.bound, grouping),
    formatDecimal(margin.equity, grouping),
    percent,
  );
  return <UseBar label={moneyText.use} share={share} text={text} />;
}
