import {
  toQuantity,
  type Currency,
  type InstrumentId,
  type LedgerScales,
  type Minor,
  type Quantity,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { RateLimit } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';

import { nothingPasses } from '../checks/shape.ts';
import type { Fields } from './fields.ts';
import { readMoney } from './read-account.ts';

/** What limits are of. */
export type Limited = {
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly Pick<AccountConfig, 'id' | 'base'>[];
  readonly scales: LedgerScales;
};

/** One quantity for all, or `default` and `byInstrument`; decimals at each instrument's precision. */
export function readQuantities(
  fields: Fields,
  name: string,
  instruments: readonly Instrument[],
): ReadonlyMap<InstrumentId, Quantity> {
  if (!fields.has(name)) return new Map();
  if (fields.isObject(name)) return quantitiesByName(fields.object(name), instruments);
  const one = new Map(
    instruments.map(({ id, sizePrecision }) => [id, fields.quantity(name, sizePrecision)]),
  );
  fields.check(({ mistakes }) => {
    if ([...one.values()].includes(toQuantity(0))) {
      mistakes.note(fields.placeOf(name), nothingPasses);
    }
  });
  return one;
}

function quantitiesByName(
  limit: Fields,
  instruments: readonly Instrument[],
): ReadonlyMap<InstrumentId, Quantity> {
  const named = limit.object('byInstrument');
  const others = limit.raw('default') !== undefined;
  const read = new Map<InstrumentId, Quantity>();
  for (const { id, sizePrecision } of instruments) {
    if (named.has(id)) read.set(id, named.quantity(id, sizePrecision));
    else if (others) read.set(id, limit.quantity('default', sizePrecision));
  }
  finishNamed(named);
  limit.finish();
  return read;
}

/** What stands under the names of instruments, each read in its own units. */
export function readByInstrument<Value>(
  named: Fields,
  instruments: readonly Instrument[],
  read: (instrument: Instrument) => Value,
): ReadonlyMap<InstrumentId, Value> {
  const found = instruments.filter(({ id }) => named.has(id));
  const values = new Map(found.map((one) => [one.id, read(one)]));
  finishNamed(named);
  return values;
}

/** Refuses names of no instrument, unless those of the run are not all known. */
export function finishNamed(named: Fields): void {
  if (!named.isNotedWithin('instruments')) named.finish();
}

/** An amount, or one of each currency in a list. */
export function readAmounts(
  fields: Fields,
  name: string,
  { scales }: Pick<Limited, 'scales'>,
): ReadonlyMap<Currency, Minor> {
  if (!fields.has(name)) return new Map();
  const read = fields.isList(name)
    ? fields.listOf(name, (text) => readMoney(text, scales))
    : [fields.made(name, (text) => readMoney(text, scales))];
  return new Map(read.map(({ currency, amount }) => [currency, amount]));
}

/** So many within so many milliseconds. */
export function readRate(fields: Fields, name: string): RateLimit | null {
  if (!fields.has(name)) return null;
  const rate = fields.object(name);
  const limit = { count: rate.whole('count'), within: rate.millis('within') };
  rate.finish();
  return limit;
}
