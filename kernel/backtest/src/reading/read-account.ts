import {
  isCurrency,
  ledgerScaleOf,
  parseMoney,
  toAccountId,
  toBookId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toMicros,
  unwrap,
  type InstrumentId,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import type { Product, TradingState } from 'argosy/domain';
import type { MaintenanceTerms, ScanChanges } from 'argosy/risk';
import type { AccountConfig, BookConfig, Settlement } from 'argosy/trading';

import {
  checkAccount,
  liquidationPolicies,
  products,
  receiptWays,
  scanTermNames,
} from '../checks/account.ts';
import { failReading, readAt, type Fields } from './fields.ts';
import { readCarry, readClock } from './read-carry.ts';

const states: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];
const modes = ['netting', 'hedging'] as const;

/** Reads `'100.00 INR'` at the scales of the run. */
export function readMoney(text: string, scales: LedgerScales): Money {
  const [amount = '', code = '', ...rest] = text.split(' ');
  if (rest.length > 0 || !isCurrency(code)) return refuseMoney(text);
  const currency = toCurrency(code);
  const money = parseMoney(amount, currency, ledgerScaleOf(scales, currency));
  return !money.ok && money.refusal.code === 'NOT_A_DECIMAL' ? refuseMoney(text) : unwrap(money);
}

function refuseMoney(text: string): never {
  const expected = 'an amount and the code of its currency, such as 1000000.00 INR';
  return failReading(`expected ${expected}; got ${JSON.stringify(text)}`);
}

/** Reads an account; its first balance is in its base currency. */
export function readAccount(fields: Fields, scales: LedgerScales): AccountConfig {
  const balances = fields.has('balances')
    ? fields.listOf('balances', (text) => readMoney(text, scales))
    : [fields.made('balance', (text) => readMoney(text, scales))];
  const base = balances[0]?.currency ?? failReading(`is empty`, fields.placeOf('balances'));
  const leverage = readLeverage(fields.object('leverage'));
  const books = fields.list('books').map((book) => readBook(book, scales));
  const account: AccountConfig = {
    id: fields.made('id', toAccountId),
    kind: readKind(fields, leverage !== null),
    mode: fields.word('mode', modes, 'netting'),
    base,
    balances,
    state: fields.word('state', states, 'ACTIVE'),
    products: readProducts(fields),
    ...(leverage === null ? {} : { leverage }),
    ...(books.length === 0 ? {} : { books }),
    ...readTermsOf(fields),
  };
  fields.finish();
  fields.check((at) => checkAccount(account, at));
  return account;
}

/** What most accounts do without. */
function readTermsOf(
  fields: Fields,
): Pick<AccountConfig, 'scanMargin' | 'settlement' | 'maintenance' | 'carry'> {
  const read = <Value>(name: string, make: (of: Fields) => Value): Value | null =>
    fields.has(name) ? make(fields.object(name)) : null;
  const scanMargin = read('scanMargin', readScan);
  const settlement = read('settlement', readSettlement);
  const maintenance = read('maintenance', readMaintenance);
  const carry = read('carry', readCarry);
  return {
    ...(scanMargin === null ? {} : { scanMargin }),
    ...(settlement === null ? {} : { settlement }),
    ...(maintenance === null ? {} : { maintenance }),
    ...(carry === null ? {} : { carry }),
  };
}

/** Where the kind could not be read, the leverage may still be right. */
function readKind(fields: Fields, hasLeverage: boolean): AccountConfig['kind'] {
  const kind = fields.word('kind', ['cash', 'margin'], 'cash');
  const isNoted = fields.isNotedWithin(fields.placeOf('kind'));
  return isNoted && hasLeverage ? 'margin' : kind;
}

function readProducts(fields: Fields): readonly Product[] {
  if (!fields.has('products')) return [fields.word('product', products, 'delivery')];
  return fields.texts('products').map((text) => {
    const product = products.find((one) => one === text);
    return product ?? failReading(`unknown ${text}`, fields.placeOf('products'));
  });
}

function readLeverage(fields: Fields): (AccountConfig['leverage'] & object) | null {
  if (fields.names.length === 0) return null;
  const leverage = Object.fromEntries(
    products.filter((name) => fields.has(name)).map((name) => [name, fields.text(name)]),
  );
  fields.finish();
  return leverage;
}

/** What differs by underlying; of what is left out the usual holds. */
function readScan(fields: Fields): ScanChanges {
  const changes: Record<string, ScanChanges[InstrumentId]> = {};
  for (const { key, name } of fields.keys(toInstrumentId)) {
    const terms = fields.object(name);
    const given = scanTermNames.filter((term) => terms.has(term));
    changes[key] = Object.fromEntries(given.map((term) => [term, terms.whole(term)]));
    terms.finish();
  }
  return changes;
}

/** What a position has to keep of the margin it was opened with: three quarters, then a half. */
function readMaintenance(fields: Fields): MaintenanceTerms {
  const terms: MaintenanceTerms = {
    callBps: fields.whole('callBps', 7_500),
    liquidateBps: fields.whole('liquidateBps', 5_000),
    policy: fields.word('policy', liquidationPolicies, 'largestLoser'),
  };
  fields.finish();
  return terms;
}

/** The time of day is that of UTC: the day it is in is the exchange's own. */
function readSettlement(fields: Fields): Settlement {
  const settlement: Settlement = {
    days: fields.whole('days', 1),
    calendar: fields.made('calendar', toCalendarId),
    at: fields.has('at') ? fields.made('at', readClock) : toMicros(0),
    receipts: fields.word('receipts', receiptWays, 'payAtOnce'),
  };
  fields.finish();
  return settlement;
}

function readBook(fields: Fields, scales: LedgerScales): BookConfig {
  const id = fields.made('id', toBookId);
  const mode = fields.has('mode') ? fields.word('mode', modes) : null;
  const allotment = fields.textOrNull('allotment');
  const place = fields.placeOf('allotment');
  fields.finish();
  return {
    id,
    ...(mode === null ? {} : { mode }),
    ...(allotment === null
      ? {}
      : { allotment: readAt(place, () => readMoney(allotment, scales).amount) }),
  };
}
