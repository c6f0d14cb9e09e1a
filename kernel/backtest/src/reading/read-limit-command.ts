import type { Currency, LedgerScales } from 'argosy/core';
import type { Instrument, LimitName, StateScope } from 'argosy/domain';

import { limitNames } from '../checks/commands.ts';
import type { HandCommand } from '../hand-command.ts';
import type { Fields } from './fields.ts';
import { readMoney } from './read-account.ts';

type SetLimit = Extract<HandCommand, { readonly type: 'setLimit' }>;
type Setting = Pick<SetLimit, 'limit' | 'value' | 'until'>;

/** What a limit is measured by. */
type Units = {
  readonly instruments: readonly Instrument[];
  readonly scales: LedgerScales;
  /** The currency that the account counts in; null where it is unknown. */
  readonly base: Currency | null;
};

/** Reads which limit is set, to what, and until when; `value: null` takes back what was set. */
export function readLimitSetting(fields: Fields, scope: StateScope, units: Units): Setting {
  const limit = fields.word('limit', limitNames);
  const isTakenBack = fields.raw('value') === null;
  const value = isTakenBack ? null : readValue(fields, limit, { ...units, scope });
  return { limit, value, ...(fields.has('until') ? { until: fields.instant('until') } : {}) };
}

type Measured = Units & { readonly scope: StateScope };

function readValue(fields: Fields, limit: LimitName, of: Measured): bigint {
  switch (limit) {
    case 'orderQty':
    case 'position':
      return BigInt(fields.quantity('value', sizePrecisionOf(fields, of)));
    case 'cashBufferBps':
      return BigInt(fields.whole('value'));
    case 'orderValue':
    case 'openValue':
    case 'dailyLoss':
    case 'drawdown':
    default:
      return readMinor(fields, limit, of);
  }
}

/** A limit is a bare amount: in the currency of the instrument it lies on, else of the account. */
function readMinor(fields: Fields, limit: LimitName, { scope, base, ...units }: Measured): bigint {
  const { amount, currency } = fields.made('value', (text) => readMoney(text, units.scales));
  const named = scope.kind === 'instrument' ? scope.instrument : null;
  const instrument = units.instruments.find(({ id }) => id === named);
  const expected = instrument?.currency ?? base;
  fields.check(({ mistakes }) => {
    if (expected === null || currency === expected) return;
    const detail = `${limit} is counted in ${expected} here, not in ${currency}`;
    mistakes.note(fields.placeOf('value'), detail);
  });
  return amount;
}

/** A quantity for several instruments is one number only where all count alike. */
function sizePrecisionOf(fields: Fields, { instruments, scope }: Measured): number {
  const named =
    scope.kind === 'instrument'
      ? instruments.filter(({ id }) => id === scope.instrument)
      : instruments;
  const precisions = new Set(named.map(({ sizePrecision }) => sizePrecision));
  fields.check(({ mistakes }) => {
    if (precisions.size < 2) return;
    const detail = 'the instruments count in different precisions: name one';
    mistakes.note(fields.placeOf('instrument'), detail);
  });
  return named[0]?.sizePrecision ?? 0;
}
