import { toCurrency, toInstrumentId, type Money } from 'argosy/core';
import type { OrderTypeRule, RateLimit, RiskLimits } from 'argosy/risk';

import type { GivenLimits, QuantityLimit } from '../given-limits.ts';
import { products } from './account.ts';
import { flags, tifs, triggerSources, types } from './order-words.ts';
import { someRules } from './rules.ts';
import {
  above0,
  amount,
  byName,
  fieldOf,
  list,
  mapOf,
  nothingPasses,
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

const sum = amount('minor units', 0n);
const qty = whole('whole scaled size units');
const span = whole('whole microseconds', { min: 1 });
const count = whole('a whole number');
const parts = whole('whole hundredths of a percent');
const qtyOf = byName(made(toInstrumentId), qty);
const sumOf = byName(made(toCurrency), sum);
const rate = orNull(object<RateLimit>({ count: above0(count), within: span }));
const rule = object<OrderTypeRule>({
  tifs: list(oneOf(tifs)),
  products: list(oneOf(products)),
  flags: optional(list(oneOf(flags))),
  triggers: optional(list(oneOf(triggerSources))),
});
const quantitiesOf = object<Exclude<QuantityLimit, number>>({
  default: optional(orNull(qty)),
  byInstrument: optional(qtyOf),
});
const quantities: Shape = (value, place, mistakes) => {
  // One for an instrument may be 0: that one is not to be traded.
  (typeof value === 'number' ? above0(qty) : quantitiesOf)(value, place, mistakes);
};
const sumFrom0 = object<Money>({ amount: sum, currency: made(toCurrency) });
const oneSum = object<Money>({ amount: above0(sum), currency: made(toCurrency) });
const isOneSum = (value: unknown): boolean => fieldOf(value, 'currency') !== undefined;
const sumsOr =
  (otherwise: Shape, one: Shape = oneSum): Shape =>
  (value, place, mistakes) => {
    if (Array.isArray(value)) list(one)(value, place, mistakes);
    else (isOneSum(value) ? one : otherwise)(value, place, mistakes);
  };
const someSumOf = byName(made(toCurrency), above0(sum));
// Looked at before the first order, which a loss of nothing would stop.
const loss: Shape = (value, place, mistakes) => {
  (isOneSum(value) ? oneSum : orNull(above0(sum)))(value, place, mistakes);
};
const messagesPerTrade = object<RiskLimits['maxMessagesPerTrade'] & object>({
  ratio: count,
  after: count,
});
const messages: Shape = (value, place, mistakes) => {
  messagesPerTrade(value, place, mistakes);
  const isNone = fieldOf(value, 'ratio') === 0 && fieldOf(value, 'after') === 0;
  if (isNone) mistakes.note(place, nothingPasses);
};

const shapes: Shapes<GivenLimits> = {
  matrix: recordOf(oneOf(types), rule),
  unsupported: oneOf(['refuse', 'emulate']),
  auctionLead: whole('whole microseconds'),
  outsideSession: oneOf(['refuse', 'allow']),
  duplicateWindow: orNull(whole('whole microseconds')),
  maxOrderQty: quantities,
  maxOrderNotional: sumsOr(
    object<Partial<RiskLimits['maxOrderNotional']>>({
      byCurrency: optional(someSumOf),
      byInstrument: optional(byName(made(toInstrumentId), sum)),
    }),
  ),
  // Of 0 it stops market orders alone.
  maxMarketNotional: sumsOr(sumOf, sumFrom0),
  marketProtectionBps: orNull(parts),
  maxOpenNotional: sumsOr(someSumOf),
  accountRate: rate,
  strategyRate: rate,
  maxMessagesPerTrade: orNull(messages),
  maxPosition: quantities,
  selfTrade: oneOf(['refuse', 'allow']),
  flipFrees: oneOf(['whenFilled', 'atOnce']),
  maxDailyLoss: loss,
  maxDrawdown: loss,
  maxRejectsInARow: orNull(above0(count)),
  maxRepeats: rate,
  maxSizeOverMedian: orNull(
    object<RiskLimits['maxSizeOverMedian'] & object>({ times: above0(count), least: count }),
  ),
  maxPriceDistanceBps: orNull(parts),
  maxVolumeShare: orNull(
    object<RiskLimits['maxVolumeShare'] & object>({
      bps: above0(parts),
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
