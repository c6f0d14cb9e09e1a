import { toCurrency, toInstrumentId } from 'argosy/core';
import type { OrderType, TimeInForce } from 'argosy/domain';
import type { OrderTypeRule, RateLimit, RiskLimits } from 'argosy/risk';

import { products } from './account.ts';
import {
  amount,
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

const tifs: readonly TimeInForce[] = ['DAY', 'GTC', 'IOC', 'FOK'];
const types: readonly OrderType[] = ['market', 'limit', 'stopMarket', 'stopLimit'];

const sum = amount('minor units', 0n);
const qty = whole('whole scaled size units');
const span = whole('whole microseconds', { min: 1 });
const count = whole('a whole number');
const parts = whole('whole hundredths of a percent');
const qtyOf = mapOf(made(toInstrumentId), qty);
const sumOf = mapOf(made(toCurrency), sum);
const rate = orNull(object<RateLimit>({ count, within: span }));
const rule = object<OrderTypeRule>({
  tifs: list(oneOf(tifs)),
  products: list(oneOf(products)),
});
const quantities = object<RiskLimits['maxOrderQty']>({ default: orNull(qty), byInstrument: qtyOf });

const shapes: Shapes<RiskLimits> = {
  matrix: recordOf(oneOf(types), rule),
  outsideSession: oneOf(['refuse', 'allow']),
  duplicateWindow: orNull(whole('whole microseconds')),
  maxOrderQty: quantities,
  maxOrderNotional: object<RiskLimits['maxOrderNotional']>({
    byCurrency: sumOf,
    byInstrument: mapOf(made(toInstrumentId), sum),
  }),
  maxMarketNotional: sumOf,
  marketProtectionBps: orNull(parts),
  maxOpenNotional: sumOf,
  accountRate: rate,
  strategyRate: rate,
  maxMessagesPerTrade: orNull(
    object<RiskLimits['maxMessagesPerTrade'] & object>({ ratio: count, after: count }),
  ),
  maxPosition: quantities,
  selfTrade: oneOf(['refuse', 'allow']),
  flipFrees: oneOf(['whenFilled', 'atOnce']),
  maxDailyLoss: orNull(sum),
  maxDrawdown: orNull(sum),
  maxRejectsInARow: orNull(count),
  maxRepeats: rate,
  maxSizeOverMedian: orNull(
    object<RiskLimits['maxSizeOverMedian'] & object>({ times: count, least: count }),
  ),
  maxPriceDistanceBps: orNull(parts),
  maxVolumeShare: orNull(
    object<RiskLimits['maxVolumeShare'] & object>({ bps: parts, volumes: qtyOf }),
  ),
  cashBufferBps: parts,
};

/** Limits of which each may be left out. */
export const someLimits: Shape = object<RiskLimits>(optionalEach(shapes));

function optionalEach(each: Shapes<RiskLimits>): Shapes<RiskLimits> {
  return {
    ...each,
    ...Object.fromEntries(Object.entries(each).map(([name, shape]) => [name, optional(shape)])),
  };
}
