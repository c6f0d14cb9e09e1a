import '../../ui/blotter.css';

import { useMemo, type JSX } from 'react';
import type { Order } from '@argosy/contract';
import type { FillItem } from '@argosy/contract/stream';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import type { AccountBook } from '../../link/account-book.ts';
import { ordersText } from '../../text/orders.ts';
import { ticketText } from '../../text/ticket.ts';
import { tradesText } from '../../text/trades.ts';
import { Button } from '../../ui/button.tsx';
import { downloadCsv } from '../../ui/download.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { toCsv } from '../../ui/grid-rows.ts';
import { Grid } from '../../ui/grid.tsx';
import { Empty, Loading } from '../../ui/state.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';
import { slippageBps } from '../orders/order-figures.ts';

/** The trades of an account, with what each was charged. */
export const tradesKind: PanelKind = {
  kind: 'trades',
  title: tradesText.title,
  isLinked: false,
  render: () => <Trades />,
};

function Trades(): JSX.Element {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  return book === null ? <Empty title={ordersText.none} /> : <TradeList book={book} />;
}

function TradeList({ book }: { readonly book: AccountBook }): JSX.Element {
  const { preferences, focus } = useTerminal();
  const fills = useRows(book.fills.rows);
  const orders = useRows(book.orders.rows);
  const isLoaded = useSignal(book.fills.isLoaded);
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const columns = useMemo(() => {
    const known = new Map(orders.map((order) => [order.id, order]));
    return [...tradeColumns(zone, grouping), slippageColumn(known, grouping)];
  }, [zone, grouping, orders]);
  if (!isLoaded) return <Loading />;
  if (fills.length === 0) return <Empty title={tradesText.empty} />;
  return (
    <div className="blotter">
      <header className="blotter__head">
        <span className="blotter__groups" />
        <Button kind="quiet" onClick={() => downloadCsv('trades.csv', toCsv(fills, columns))}>
          {ordersText.copy}
        </Button>
      </header>
      <Grid
        label={tradesText.title}
        rows={fills}
        columns={columns}
        keyOf={({ trade }) => `${trade.order} ${trade.trade}`}
        order={{ column: 'time', isDescending: true }}
        onOpen={({ trade }) => focus.show(trade.order)}
      />
    </div>
  );
}

const names = tradesText.columns;

/** What each fill cost beside the price at which its order was decided; not known of orders that are no longer told. */
function slippageColumn(
  orders: ReadonlyMap<string, Order>,
  grouping: Grouping,
): GridColumn<FillItem> {
  const bps = ({ trade: { order, side, price } }: FillItem): number => {
    const decision = orders.get(order)?.decision;
    if (decision === undefined) return Number.NaN;
    return slippageBps({ side, averagePrice: price, decision });
  };
  return {
    id: 'slippage',
    title: names.slippage,
    isNumber: true,
    value: (fill) => (Number.isNaN(bps(fill)) ? null : bps(fill)),
    show: (fill) => formatNumber(bps(fill), 1, grouping),
  };
}

function tradeColumns(zone: Zone, grouping: Grouping): readonly GridColumn<FillItem>[] {
  const figure = (
    id: 'qty' | 'price' | 'value' | 'fee',
    of: (trade: FillItem['trade']) => string,
  ): GridColumn<FillItem> => ({
    id,
    title: names[id],
    isNumber: true,
    value: ({ trade }) => of(trade),
    show: ({ trade }) => formatDecimal(of(trade), grouping),
  });
  return [
    {
      id: 'time',
      title: names.time,
      value: ({ trade }) => trade.at,
      show: ({ trade }) => formatInstant(trade.at, zone),
    },
    { id: 'instrument', title: names.instrument, value: ({ trade }) => trade.instrument },
    { id: 'side', title: names.side, value: ({ trade }) => ticketText[trade.side] },
    figure('qty', ({ qty }) => qty),
    figure('price', ({ price }) => price),
    figure('value', ({ value }) => value.amount),
    figure('fee', ({ fee }) => fee.amount),
    {
      id: 'liquidity',
      title: names.liquidity,
      value: ({ trade }) => tradesText.liquidity[trade.liquidity],
    },
    {
      id: 'state',
      title: names.state,
      value: ({ type }) => (type === 'busted' ? tradesText.busted : tradesText.good),
    },
    { id: 'book', title: names.book, value: ({ trade }) => trade.book },
    { id: 'order', title: names.order, value: ({ trade }) => trade.order },
  ];
}
