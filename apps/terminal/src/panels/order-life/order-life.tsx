import './order-life.css';

import type { Order, OrderEvent } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { formatExactTime, formatHop } from '../../format/time.ts';
import { orderLifeText } from '../../text/order-life.ts';
import { actionText } from '../../text/ticket.ts';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { PanelKind } from '../../workspace/panel-kind.ts';
import { slippageBps } from '../orders/order-figures.ts';
import { hopsOf, type Hop } from './hops.ts';

/** The life of an order: what happened to it and why, with a time at every hop. */
export const orderLifeKind: PanelKind = {
  kind: 'order-life',
  title: orderLifeText.title,
  isLinked: false,
  render: () => <OrderLife />,
};

function OrderLife(): JSX.Element {
  const { focus } = useTerminal();
  const id = useSignal(focus.order);
  return id === null ? <Empty title={orderLifeText.empty} /> : <LifeOf key={id} order={id} />;
}

const EVENTS_MAX = 200;

function LifeOf({ order: id }: { readonly order: string }): JSX.Element {
  const { link } = useTerminal();
  const book = useSignal(link.book);
  // An order that changes is read anew: its number of fills, state and time say that it has.
  const rows = useMaybeSignal(book === null ? null : book.orders.rows);
  const seen = rows?.find((order) => order.id === id);
  const events = useAsk(
    (signal) =>
      link.api.listOrderEvents({ params: { order: id }, query: { size: EVENTS_MAX }, signal }),
    [id, seen?.updatedAt, seen?.state],
  );
  const found = useAsk((signal) => link.api.findOrder({ params: { order: id }, signal }), [id]);
  const order = seen ?? found.value;
  if (events.problem !== null) return <Failed problem={events.problem} again={events.again} />;
  if (events.value === null || order === null) return <Loading />;
  return (
    <div className="life">
      <OrderFacts order={order} />
      <ol className="life__steps" aria-label={orderLifeText.steps}>
        {hopsOf(events.value.items).map((hop) => (
          <Step key={`${hop.event.number} ${hop.event.index}`} hop={hop} />
        ))}
      </ol>
    </div>
  );
}

function OrderFacts({ order }: { readonly order: Order }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const { bid, ask } = order.decision;
  const slippage = slippageBps(order);
  const facts: readonly (readonly [string, string])[] = [
    [orderLifeText.decided, `${price(bid, grouping)} / ${price(ask, grouping)}`],
    [orderLifeText.average, price(order.averagePrice, grouping)],
    [orderLifeText.slippage, orderLifeText.bps(formatNumber(slippage, 1, grouping))],
    [orderLifeText.fees, price(order.fees?.amount ?? null, grouping)],
    [orderLifeText.brokerId, order.brokerId ?? UNKNOWN],
    ...(order.reason === null ? [] : [[orderLifeText.reason, order.reason] as const]),
  ];
  return (
    <header className="life__head">
      <p className="life__title">{actionText(order, grouping)}</p>
      <p className="mono muted life__id">{order.id}</p>
      <dl className="life__facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function Step({ hop }: { readonly hop: Hop }): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const grouping = useSignal(preferences.grouping);
  const { event, sincePrevious } = hop;
  return (
    <li className={`life__step life__step--${event.type}`}>
      <time className="life__time number">{formatExactTime(event.receivedAt, zone)}</time>
      <span className="life__gap number">
        {sincePrevious === null ? '' : `+${formatHop(sincePrevious)}`}
      </span>
      <span>
        {nameOf(event)}
        <span className="muted"> {detailOf(event, grouping)}</span>
      </span>
    </li>
  );
}

function nameOf({ type }: OrderEvent): string {
  return orderLifeText.types[type.replace('parent.', '')] ?? type;
}

function detailOf({ fill, reason, code, brokerId }: OrderEvent, grouping: Grouping): string {
  const parts = [
    fill === null ? null : `${price(fill.qty, grouping)} @ ${price(fill.price, grouping)}`,
    reason,
    code,
    brokerId,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function price(text: string | null, grouping: Grouping): string {
  return text === null ? UNKNOWN : formatDecimal(text, grouping);
}
