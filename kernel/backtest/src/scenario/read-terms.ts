import { assertNever, toPrice, type Price } from 'argosy/core';
import type {
  GivenInstructions,
  Instrument,
  OrderTerms,
  Trail,
  TriggerSource,
} from 'argosy/domain';

import { tifs, triggerSources, types } from '../checks/order-words.ts';
import type { Fields } from '../reading/fields.ts';

/** Reads what an order asks of the market. */
export function readTerms(terms: Fields, { pricePrecision }: Instrument): OrderTerms {
  const value = readKind(terms, (name) => toPrice(terms.decimal(name, pricePrecision)), {
    pricePrecision,
  });
  terms.finish();
  return value;
}

/** Reads what an order asks for besides its terms. */
export function readInstructions(body: Fields, { sizePrecision }: Instrument): GivenInstructions {
  return {
    triggerBy: body.has('triggerBy') ? body.word<TriggerSource>('triggerBy', triggerSources) : null,
    display: body.has('display') ? body.quantity('display', sizePrecision) : null,
    postOnly: body.flag('postOnly'),
    expiresAt: body.has('expiresAt') ? body.instant('expiresAt') : null,
  };
}

/** Reads how long an order works. */
export function readTif(body: Fields): (typeof tifs)[number] {
  return body.word('tif', tifs, 'DAY');
}

type Precision = Pick<Instrument, 'pricePrecision'>;

function readKind(terms: Fields, price: (name: string) => Price, precision: Precision): OrderTerms {
  const orNull = (name: string): Price | null => (terms.has(name) ? price(name) : null);
  const trailing = () => ({
    trail: readTrail(terms.object('trail'), precision),
    activation: orNull('activation'),
    trigger: orNull('trigger'),
  });
  const type = terms.word('type', types);
  switch (type) {
    case 'market':
      return { type };
    case 'limit':
      return { type, limit: price('limit') };
    case 'stopMarket':
    case 'marketIfTouched':
      return { type, trigger: price('trigger') };
    case 'stopLimit':
    case 'limitIfTouched':
      return { type, trigger: price('trigger'), limit: price('limit') };
    case 'marketToLimit':
      return { type, limit: orNull('limit') };
    case 'trailingStopMarket':
      return { type, ...trailing() };
    case 'trailingStopLimit':
      return { type, ...trailing(), limitOffset: price('limitOffset') };
    default:
      return assertNever(type);
  }
}

function readTrail(trail: Fields, { pricePrecision }: Precision): Trail {
  const by = trail.word('by', ['price', 'ticks', 'bps', 'atr']);
  const distance = (): Price => toPrice(trail.decimal('distance', pricePrecision));
  const read = (): Trail => {
    if (by === 'ticks') return { by, ticks: trail.whole('ticks') };
    if (by === 'bps') return { by, bps: trail.whole('bps') };
    if (by === 'price') return { by, distance: distance() };
    return { by, hundredths: trail.whole('hundredths'), distance: distance() };
  };
  const value = read();
  trail.finish();
  return value;
}
