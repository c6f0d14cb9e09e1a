import { toAccountId, toCurrency, toInstrumentId, toOriginCode } from 'argosy/core';
import type {
  ActorRight,
  InstrumentBan,
  LimitProtection,
  OptionRule,
  PriceBand,
  PriceBands,
  PriceCollar,
  RateLimit,
  RiskRules,
  ShortSaleRule,
  UtilisationRule,
} from 'argosy/risk';

import { products } from './account.ts';
import {
  above0,
  amount,
  fieldOf,
  flag,
  list,
  made,
  mapOf,
  object,
  oneOf,
  optional,
  orNull,
  text,
  whole,
  type Shape,
} from './shape.ts';

const instrument = made(toInstrumentId);
const account = made(toAccountId);
const price = whole('whole scaled price units');
const parts = whole('whole hundredths of a percent');
const instant = whole('whole microseconds');
const protection = optional(
  object<LimitProtection>({ bps: parts, leastHundredths: whole('whole hundredths') }),
);

/** An object of two numbers of which one may not lie above the other. */
function ordered(shape: Shape, lower: string, upper: string): Shape {
  return (value, place, mistakes) => {
    shape(value, place, mistakes);
    const [low, high] = [fieldOf(value, lower), fieldOf(value, upper)];
    if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return;
    mistakes.note(`${place}.${lower}`, `${low} lies above ${upper}, ${high}`);
  };
}
const band = ordered(object<PriceBand>({ low: price, high: price }), 'low', 'high');
const utilisation = ordered(
  object<UtilisationRule>({ enterBps: above0(parts), leaveBps: parts }),
  'leaveBps',
  'enterBps',
);

/** The rules that exchanges and brokers ask for, of which each may be left out. */
export const someRules: Shape = object<RiskRules>({
  actors: optional(
    mapOf(
      made(toOriginCode),
      object<ActorRight>({
        accounts: orNull(list(account)),
        actions: list(oneOf(['submit', 'amend'])),
      }),
    ),
  ),
  bans: optional(
    mapOf(
      instrument,
      list(
        object<InstrumentBan>({
          account: orNull(account),
          lets: oneOf(['nothing', 'closes']),
          until: orNull(instant),
          why: text,
        }),
      ),
    ),
  ),
  priceBands: optional(
    object<PriceBands>({
      byInstrument: mapOf(instrument, band),
      dummyBps: orNull(parts),
    }),
  ),
  limitProtection: optional(
    object<NonNullable<RiskRules['limitProtection']>>({
      equity: protection,
      index: protection,
      future: protection,
      option: protection,
      derived: protection,
      currencyPair: protection,
      cryptoSpot: protection,
      perpetual: protection,
    }),
  ),
  collar: optional(
    object<PriceCollar>({
      bps: orNull(parts),
      references: mapOf(instrument, price),
      staleAfter: orNull(instant),
    }),
  ),
  shortSales: optional(
    object<ShortSaleRule>({
      accounts: list(account),
      products: list(oneOf(products)),
      located: orNull(mapOf(instrument, whole('whole scaled size units'))),
    }),
  ),
  concentrationBps: optional(above0(parts)),
  leastPriceHundredths: optional(mapOf(made(toCurrency), whole('whole hundredths'))),
  options: optional(
    object<OptionRule>({
      nakedWriters: orNull(list(account)),
      closedBeforeExpiry: orNull(instant),
      strikeDistanceBps: orNull(parts),
    }),
  ),
  utilisation: optional(utilisation),
  confirmAbove: optional(mapOf(made(toCurrency), amount('minor units', 0n))),
  maxFirmValue: optional(mapOf(made(toCurrency), above0(amount('minor units', 0n)))),
  firmRate: optional(
    object<RateLimit>({
      count: above0(whole('a whole number')),
      within: whole('whole microseconds', { min: 1 }),
    }),
  ),
  identity: optional(list(oneOf(['algo', 'tag']))),
  netLists: optional(flag),
  cancelOnDisconnect: optional(
    object<NonNullable<RiskRules['cancelOnDisconnect']>>({ armedAt: list(text) }),
  ),
});
