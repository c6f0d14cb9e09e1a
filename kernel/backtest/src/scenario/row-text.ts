import { formatScaled } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { EventText } from './event-text.ts';
import type { TextBody } from './text-body.ts';

/** Every key that a row of a series can have. */
export const rowKeys: readonly string[] = [
  'instrument',
  'kind',
  'bid',
  'ask',
  'price',
  'open',
  'high',
  'low',
  'close',
  'detail',
  'into',
  'times',
  'plus',
  'restates',
];

/** What a series says, or is told of an action, in words and decimal texts. */
export function toRowText(row: MarketData, precision: number): EventText {
  return {
    kind: 'row',
    body: { instrument: row.instrument, kind: row.kind, ...bodyOf(row, precision) },
  };
}

function bodyOf(row: MarketData, precision: number): TextBody {
  const price = (value: number): string => formatScaled(value, precision);
  switch (row.kind) {
    case 'quote':
      return { bid: price(row.bid), ask: price(row.ask) };
    case 'trade':
      return { price: price(row.price) };
    case 'bar': {
      const { open, high, low, close } = row;
      return { open: price(open), high: price(high), low: price(low), close: price(close) };
    }
    case 'adjustment': {
      const { detail, into, numerator, addend, denominator, restates } = row;
      return {
        detail,
        into,
        times: `${numerator}/${denominator}`,
        plus: addend === 0n ? null : `${addend}/${denominator}`,
        restates: restates ? 'yes' : null,
      };
    }
    case 'mark':
    case 'index':
      return { price: price(row.price) };
    case 'status':
    case 'book':
    case 'queue':
    case 'funding':
      return {};
  }
}
