import { toCurrency, toInstrumentId, type Money } from 'argosy/core';
import type { OrderType, TimeInForce } from 'argosy/domain';
import type { OrderTypeRule, RateLimit, RiskLimits } from 'argosy/risk';

import type { GivenLimits, QuantityLimit } from '../given-limits.ts';
import { products } from './account.ts';
import { someRules } from './rules.ts';
import {
  amount,
  byName,
  fieldOf,
  list,
  mapOf,
  object,
  oneOf,
  optional,
  orNull,
  recordOf,
  made,
  whole,
  type Shape,
  type Shapes,
} from './shape.ts';

/** How long an order may stand. */
export const tifs: readonly TimeInForce[] = ['DAY', 'GTC', 'IOC', 'FOK'];
/** Every kind of order. */
export const types: readonly OrderType[] = ['market', 'limit', 'stopMarket', 'stopLimit'];

const sum = amount('minor units', 0n);
const qty = whole('whole scaled size units');
const span = whole('whole microseconds', { min: 1 });
const count = whole('a whole number');
const parts = whole('whole hundredths of a percent');
const qtyOf = byName(made(toInstrumentId), qty);
const sumOf = byName(made(toCurrency), sum);
const rate = orNull(object<RateLimit>({ count, within: span }));
const rule = object<OrderTypeRule>({
  tifs: list(oneOf(tifs)),
  products: list(oneOf(products)),
});
const quantitiesOf = object<Exclude<QuantityLimit, number>>({
  default: optional(orNull(qty)),
  byInstrument: optional(qtyOf),
});
const quantities: Shape = (value, place, mistakes) => {
  (typeof value === 'number' ? qty : quantitiesOf)(value, place, mistakes);
};
const oneSum = object<Money>({ amount: sum, currency: made(toCurrency) });
const sums = list(oneSum);
const isOneSum = (value: unknown): boolean => fieldOf(value, 'currency') !== undefined;
const sumsOr =
  (otherwise: Shape): Shape =>
  (value, place, mistakes) => {
    if (Array.isArray(value)) sums(value, place, mistakes);
    else (isOneSum(value) ? oneSum : otherwise)(value, place, mistakes);
  };
const loss: Shape = (value, place, mistakes) => {
  (isOneSum(value) ? oneSum : orNull(sum))(value, place, mistakes);
};

const shapes: Shapes<GivenLimits> = {
  matrix: recordOf(oneOf(types), rule),
  outsideSession: oneOf(['refuse', 'allow']),
  duplicateWindow: orNull(whole('whole microseconds')),
  maxOrderQty: quantities,
  maxOrderNotional: sumsOr(
    object<Partial<RiskLimits['maxOrderNotional']>>({
      byCurrency: optional(sumOf),
      byInstrument: optional(byName(made(toInstrumentId), sum)),
    }),
  ),
  maxMarketNotional: sumsOr(sumOf),
  marketProtectionBps: orNull(parts),
  maxOpenNotional: sumsOr(sumOf),
  accountRate: rate,
  strategyRate: rate,
  maxMessagesPerTrade: orNull(
    object<RiskLimits['maxMessagesPerTrade'] & object>({ ratio: count, after: count }),
  ),
  maxPosition: quantities,
  selfTrade: oneOf(['refuse', 'allow']),
  flipFrees: oneOf(['whenFilled', 'atOnce']),
  maxDailyLoss: loss,
  maxDrawdown: loss,
  maxRejectsInARow: orNull(count),
  maxRepeats: rate,
  maxSizeOverMedian: orNull(
    object<RiskLimits['maxSizeOverMedian'] & object>({ times: count, least: count }),
  ),
  maxPriceDistanceBps: orNull(parts),
  maxVolumeShare: orNull(
    object<RiskLimits['maxVolumeShare'] & object>({
      bps: parts,
      volumes: mapOf(made(toInstrumentId), qty),
    }),
  ),
  cashBufferBps: parts,
  rules: someRules,
};

/** Limits of which each may be left out. */
export const someLimits: Shape = object<GivenLimits>(optionalEach(shapes));

function optionalEach(each: Shapes<GivenLimits>): Shapes<GivenLimits> {
  return {
    ...each,
    ...Object.fromEntries(Object.entries(each).map(([name, shape]) => [name, optional(shape)])),
  };
}
