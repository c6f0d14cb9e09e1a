import {
  toCurrency,
  toInstrumentId,
  type Currency,
  type InstrumentId,
  type Minor,
  type Money,
  type Quantity,
} from 'argosy/core';
import type { RiskLimits } from 'argosy/risk';

/** Values by name, in an object or a map. */
export type ByName<Name extends string, Value> =
  | Readonly<Record<string, Value>>
  | ReadonlyMap<Name, Value>;

/** A limit on a quantity: one for every instrument, or one for each that is named. */
export type QuantityLimit =
  | Quantity
  | {
      /** For an instrument that is not named. */
      readonly default?: Quantity | null;
      readonly byInstrument?: ByName<InstrumentId, Quantity>;
    };

/** A limit on a value: an amount, or one for each currency. */
export type ValueLimit = Money | readonly Money[] | ReadonlyMap<Currency, Minor>;

/** A limit on the value of an order, which may be one for each instrument. */
export type OrderValueLimit =
  | Money
  | readonly Money[]
  | {
      readonly byCurrency?: ByName<Currency, Minor>;
      /** In the currency of the instrument. */
      readonly byInstrument?: ByName<InstrumentId, Minor>;
    };

/** A loss: an amount, or minor units of whatever currency is an account's own. */
export type LossLimit = Money | Minor | null;

type Light =
  | 'maxOrderQty'
  | 'maxPosition'
  | 'maxOrderNotional'
  | 'maxMarketNotional'
  | 'maxOpenNotional'
  | 'maxDailyLoss'
  | 'maxDrawdown';

/**
 * Limits as one writes them: those that are left out do not hold.
 *
 * @example
 * const limits: GivenLimits = { maxOrderQty: toQuantity(500), maxDailyLoss: rupees };
 */
export type GivenLimits = Partial<Omit<RiskLimits, Light>> & {
  readonly maxOrderQty?: QuantityLimit;
  readonly maxPosition?: QuantityLimit;
  readonly maxOrderNotional?: OrderValueLimit;
  readonly maxMarketNotional?: ValueLimit;
  readonly maxOpenNotional?: ValueLimit;
  readonly maxDailyLoss?: LossLimit;
  readonly maxDrawdown?: LossLimit;
};

/** Limits as the checks take them, over those that hold for everyone. */
export function resolveLimits(given: GivenLimits, otherwise: RiskLimits): RiskLimits {
  const { maxOrderQty, maxPosition, maxOrderNotional, maxDailyLoss, maxDrawdown, ...rest } = given;
  const { maxMarketNotional, maxOpenNotional, ...alike } = rest;
  return {
    ...otherwise,
    ...alike,
    ...(maxOrderQty === undefined ? {} : { maxOrderQty: quantities(maxOrderQty) }),
    ...(maxPosition === undefined ? {} : { maxPosition: quantities(maxPosition) }),
    ...(maxOrderNotional === undefined ? {} : { maxOrderNotional: orderValues(maxOrderNotional) }),
    ...(maxMarketNotional === undefined ? {} : { maxMarketNotional: values(maxMarketNotional) }),
    ...(maxOpenNotional === undefined ? {} : { maxOpenNotional: values(maxOpenNotional) }),
    ...(maxDailyLoss === undefined ? {} : { maxDailyLoss: loss(maxDailyLoss) }),
    ...(maxDrawdown === undefined ? {} : { maxDrawdown: loss(maxDrawdown) }),
  };
}

/** The currencies in which a limit on values is given. */
export function currenciesOf(
  limit: OrderValueLimit | ValueLimit | ReadonlyMap<Currency, unknown>,
): readonly string[] {
  if (isMoney(limit)) return [...values(limit).keys()];
  if (isMap<string, unknown>(limit)) return [...limit.keys()];
  return [...orderValues(limit).byCurrency.keys()];
}

function quantities(limit: QuantityLimit): RiskLimits['maxOrderQty'] {
  if (typeof limit === 'number') return { default: limit, byInstrument: new Map() };
  const { default: others = null, byInstrument = {} } = limit;
  return { default: others, byInstrument: toMap(byInstrument, toInstrumentId) };
}

function orderValues(limit: OrderValueLimit): RiskLimits['maxOrderNotional'] {
  if (isMoney(limit)) return { byCurrency: values(limit), byInstrument: new Map() };
  const { byCurrency = {}, byInstrument = {} } = limit;
  return {
    byCurrency: toMap(byCurrency, toCurrency),
    byInstrument: toMap(byInstrument, toInstrumentId),
  };
}

function values(limit: ValueLimit): ReadonlyMap<Currency, Minor> {
  if (!isMoney(limit)) return limit;
  const amounts = 'currency' in limit ? [limit] : limit;
  return new Map(amounts.map(({ currency, amount }) => [currency, amount]));
}

function loss(limit: LossLimit): Minor | null {
  return limit !== null && typeof limit === 'object' ? limit.amount : limit;
}

function isMoney(limit: object): limit is Money | readonly Money[] {
  return Array.isArray(limit) || 'currency' in limit;
}

function toMap<Name extends string, Value>(
  byName: ByName<Name, Value>,
  toName: (text: string) => Name,
): ReadonlyMap<Name, Value> {
  const entries = isMap(byName) ? [...byName] : Object.entries(byName);
  return new Map(entries.map(([name, value]) => [toName(name), value]));
}

function isMap<Name extends string, Value>(
  byName: ByName<Name, Value>,
): byName is ReadonlyMap<Name, Value> {
  return byName instanceof Map;
}
