import '../../ui/blotter.css';

import type { Order } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { formatTime, type Zone } from '../../format/time.ts';
import type { AccountBook } from '../../link/account-book.ts';
import { hoursText } from '../../text/hours.ts';
import { ordersText } from '../../text/orders.ts';
import { ticketText } from '../../text/ticket.ts';
import { Button } from '../../ui/button.tsx';
import { downloadCsv } from '../../ui/download.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { toCsv } from '../../ui/grid-rows.ts';
import { Empty, Loading } from '../../ui/state.tsx';
import { useRows } from '../../ui/use-rows.ts';
import { useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';
import { AmendDialog } from './amend-dialog.tsx';
import {
  filledShare,
  groupOf,
  slippageBps,
  workingPrice,
  type OrderGroup,
} from './order-figures.ts';

/** The blotter of orders: what works, what has ended, and what was refused with its reason in full. */
export const ordersKind: PanelKind = {
  kind: 'orders',
  title: ordersText.title,
  isLinked: false,
  hours: { of: 'working', means: hoursText.means.orders },
  render: () => <Orders />,
};

function Orders(): JSX.Element {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  return book === null ? <Empty title={ordersText.none} /> : <OrderBlotter book={book} />;
}

const groups: readonly OrderGroup[] = ['open', 'done', 'refused'];

function OrderBlotter({ book }: { readonly book: AccountBook }): JSX.Element {
  const { focus, actions } = useTerminal();
  const orders = useRows(book.orders.rows);
  const isLoaded = useSignal(book.orders.isLoaded);
  const [group, setGroup] = useState<OrderGroup>('open');
  const [edited, setEdited] = useState<Order | null>(null);
  const columns = useOrderColumns(setEdited);
  if (!isLoaded) return <Loading />;
  const rows = orders.filter((order) => groupOf(order) === group);
  const count = (of: OrderGroup): number => orders.filter((order) => groupOf(order) === of).length;
  return (
    <div className="blotter">
      <header className="blotter__head">
        <div role="group" aria-label={ordersText.title} className="blotter__groups">
          {groups.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === group}
              className="blotter__group"
              onClick={() => setGroup(name)}
            >
              {ordersText.groups[name]} {count(name)}
            </button>
          ))}
        </div>
        <Button kind="quiet" onClick={() => downloadCsv('orders.csv', toCsv(rows, columns))}>
          {ordersText.copy}
        </Button>
        <Button
          disabled={count('open') === 0}
          onClick={() => void actions.cancelAll({ account: book.account })}
        >
          {ordersText.cancelAll}
        </Button>
      </header>
      {rows.length === 0 ? (
        <Empty title={ordersText.empty[group]} />
      ) : (
        <Grid
          label={ordersText.groups[group]}
          rows={rows}
          columns={columns}
          keyOf={({ id }) => id}
          order={{ column: 'time', isDescending: true }}
          onOpen={({ id }) => focus.show(id)}
          onKey={(code, order) => {
            if (code === 'KeyX' && order.isOpen) void actions.cancel(order.id);
            else if (code === 'KeyE' && order.isOpen) setEdited(order);
            else return false;
            return true;
          }}
        />
      )}
      {edited === null ? null : <AmendDialog order={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function useOrderColumns(edit: (order: Order) => void): readonly GridColumn<Order>[] {
  const { preferences, actions } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  return useMemo(
    () => [
      ...factColumns(zone),
      ...figureColumns(grouping),
      {
        id: 'actions',
        title: '',
        value: () => null,
        show: (order) =>
          order.isOpen ? (
            <OrderButtons
              order={order.id}
              edit={() => edit(order)}
              cancel={() => void actions.cancel(order.id)}
            />
          ) : null,
      },
    ],
    [grouping, zone, actions, edit],
  );
}

const names = ordersText.columns;

function factColumns(zone: Zone): readonly GridColumn<Order>[] {
  return [
    {
      id: 'time',
      title: names.time,
      value: ({ createdAt }) => createdAt,
      show: ({ createdAt }) => formatTime(createdAt, zone),
    },
    { id: 'instrument', title: names.instrument, value: ({ instrument }) => instrument },
    {
      id: 'side',
      title: names.side,
      value: ({ side }) => side,
      show: ({ side }) => <span className={`side side--${side}`}>{ticketText[side]}</span>,
    },
    { id: 'type', title: names.type, value: ({ terms }) => ticketText.types[terms.type] },
    {
      id: 'product',
      title: names.product,
      isLess: true,
      value: ({ product }) => ticketText.products[product],
    },
    {
      id: 'state',
      title: names.state,
      width: 13,
      value: ({ state }) => ordersText.states[state],
      show: (order) =>
        order.inDoubt.length > 0 ? ordersText.inDoubt : ordersText.states[order.state],
    },
  ];
}

function figureColumns(grouping: Grouping): readonly GridColumn<Order>[] {
  const decimal = (text: string | null): string =>
    text === null ? UNKNOWN : formatDecimal(text, grouping);
  return [
    {
      id: 'qty',
      title: names.qty,
      isNumber: true,
      width: 7,
      value: ({ qty }) => qty,
      show: ({ qty }) => decimal(qty),
    },
    {
      id: 'filled',
      title: names.filled,
      isNumber: true,
      width: 9,
      value: ({ filled }) => filled,
      show: (order) => <FilledBar order={order} text={decimal(order.filled)} />,
    },
    {
      id: 'price',
      title: names.price,
      isNumber: true,
      width: 10,
      value: workingPrice,
      show: (order) => decimal(workingPrice(order)),
    },
    {
      id: 'average',
      title: names.average,
      isNumber: true,
      width: 11,
      value: ({ averagePrice }) => averagePrice,
      show: ({ averagePrice }) => decimal(averagePrice),
    },
    {
      id: 'slippage',
      title: names.slippage,
      isNumber: true,
      width: 8,
      value: (order) => known(slippageBps(order)),
      show: (order) => formatNumber(slippageBps(order), 1, grouping),
    },
    { id: 'book', title: names.book, isLess: true, value: ({ book }) => book },
    { id: 'reason', title: names.reason, value: ({ reason }) => reason },
  ];
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function FilledBar({ order, text }: { readonly order: Order; readonly text: string }): JSX.Element {
  return (
    <span className="filled">
      <span className="filled__bar" style={{ transform: `scaleX(${filledShare(order)})` }} />
      <span className="filled__text">{text}</span>
    </span>
  );
}

function OrderButtons({
  order,
  edit,
  cancel,
}: {
  readonly order: string;
  readonly edit: () => void;
  readonly cancel: () => void;
}): JSX.Element {
  return (
    <span className="row-buttons">
      <button type="button" tabIndex={-1} aria-label={ordersText.editOf(order)} onClick={edit}>
        {ordersText.edit}
      </button>
      <button type="button" tabIndex={-1} aria-label={ordersText.cancelOf(order)} onClick={cancel}>
        {ordersText.cancel}
      </button>
    </span>
  );
}
