import type { Instrument } from '@argosy/contract';
import { effect } from '@preact/signals-core';
import { useEffect, type RefObject } from 'react';

import { useTerminal } from '../../app/context.tsx';
import type { AccountBook } from '../../link/account-book.ts';
import { chartText } from '../../text/chart.ts';
import { ticketText } from '../../text/ticket.ts';
import { workingPrice } from '../orders/order-figures.ts';
import type { ChartLine, ChartMark, PriceChart } from './price-chart.ts';

/** Puts what works, what is held and what has filled of an instrument onto its chart. */
export function useChartMarks(
  chart: RefObject<PriceChart | null>,
  instrument: Instrument,
  loads: number,
): void {
  const { link } = useTerminal();
  useEffect(
    () =>
      effect(() => {
        const book = link.book.value;
        if (book === null) return;
        chart.current?.setLines(linesOf(book, instrument.id));
        chart.current?.setMarks(marksOf(book, instrument.id));
      }),
    [link, chart, instrument, loads],
  );
}

function linesOf({ orders, positions }: AccountBook, instrument: string): readonly ChartLine[] {
  const working = orders.rows.value.flatMap((order): readonly ChartLine[] => {
    const price = workingPrice(order);
    if (order.instrument !== instrument || !order.isOpen || price === null) return [];
    return [
      {
        id: order.id,
        price: Number(price),
        label: `${ticketText[order.side]} ${order.remaining}`,
        tone: order.side,
        isMovable: !('trail' in order.terms),
      },
    ];
  });
  const held = positions.rows.value.flatMap((position): readonly ChartLine[] => {
    const { averagePrice, qty } = position;
    if (position.instrument !== instrument || averagePrice === null || !/[1-9]/u.test(qty))
      return [];
    return [
      {
        id: `held ${position.book} ${position.product} ${position.position ?? ''}`,
        price: Number(averagePrice),
        label: `${chartText.held} ${qty}`,
        tone: 'held',
        isMovable: false,
      },
    ];
  });
  return [...working, ...held];
}

const MS = 1_000;

function marksOf({ fills }: AccountBook, instrument: string): readonly ChartMark[] {
  return fills.rows.value.flatMap(({ type, trade }): readonly ChartMark[] =>
    trade.instrument !== instrument || type === 'busted'
      ? []
      : [{ time: Date.parse(trade.at) / MS, side: trade.side, text: trade.qty }],
  );
}
