import {
  MICROS_PER_DAY,
  toAccountId,
  toBookId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  type Money,
} from 'argosy/core';
import type { Product, TradingState } from 'argosy/domain';
import {
  parseLeverage,
  type AccountKind,
  type BookMode,
  type LiquidationPolicy,
  type MaintenanceTerms,
  type ScanTerms,
} from 'argosy/risk';
import {
  CARRY_PPM_MAX,
  type AccountConfig,
  type BookConfig,
  type CarryRate,
  type CarryTerms,
  type Settlement,
} from 'argosy/trading';

import {
  amount,
  list,
  made,
  object,
  oneOf,
  optional,
  recordOf,
  someOf,
  text,
  variants,
  whole,
  type At,
  type Shape,
} from './shape.ts';

/** Every product, in the order in which they are written. */
export const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
const kinds: readonly AccountKind[] = ['cash', 'margin'];
const modes: readonly BookMode[] = ['netting', 'hedging'];
/** When what is still to come may pay for orders. */
export const receiptWays: readonly Settlement['receipts'][] = ['payAtOnce', 'payOnSettlement'];
/** Every trading state. */
export const states: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];

/** What is closed first where there is too little margin. */
export const liquidationPolicies: readonly LiquidationPolicy[] = ['largestLoser', 'proRata', 'all'];
const twice = 'is given twice';

const leverage: Shape = (value, place, mistakes) => {
  if (typeof value !== 'string') return text(value, place, mistakes);
  const parsed = parseLeverage(value);
  if (!parsed.ok) mistakes.note(place, parsed.refusal.reason);
};
/** The names of what a scan can be told. */
export const scanTermNames: readonly (keyof ScanTerms)[] = [
  'scanBps',
  'volatilityBps',
  'volatilityShiftBps',
  'exposureBps',
  'shortLeastBps',
  'spreadBps',
];
const bps: Shape = optional(whole('hundredths of a percent', { max: 100_000 }));
const scanTerms: Shape = object<ScanTerms>({
  scanBps: bps,
  volatilityBps: bps,
  volatilityShiftBps: bps,
  exposureBps: bps,
  shortLeastBps: bps,
  spreadBps: bps,
});
type Rate<Type extends CarryRate['type']> = Extract<CarryRate, { readonly type: Type }>;
const word: Shape = () => undefined; // the word by which the variant was chosen
const from = whole('whole microseconds');
const ppm = whole('millionths a year', { min: -CARRY_PPM_MAX, max: CARRY_PPM_MAX });
const instrument = made(toInstrumentId);
const carryRate = variants('type', {
  borrow: object<Rate<'borrow'>>({ type: word, instrument, from, ratePpm: ppm }),
  rollover: object<Rate<'rollover'>>({
    type: word,
    instrument,
    from,
    longPpm: ppm,
    shortPpm: ppm,
  }),
  cash: object<Rate<'cash'>>({
    type: word,
    currency: made(toCurrency),
    from,
    earnsPpm: ppm,
    owesPpm: ppm,
  }),
});
const shape: Shape = object<AccountConfig>({
  id: made(toAccountId),
  kind: oneOf(kinds),
  mode: oneOf(modes),
  leverage: optional(recordOf(oneOf(products), leverage)),
  books: optional(
    list(
      object<BookConfig>({
        id: made(toBookId),
        mode: optional(oneOf(modes)),
        allotment: optional(amount('minor units', 1n)),
      }),
    ),
  ),
  base: made(toCurrency),
  balances: list(object<Money>({ amount: amount('minor units', 0n), currency: made(toCurrency) })),
  state: optional(oneOf(states)),
  products: someOf(oneOf(products)),
  scanMargin: optional(recordOf(made(toInstrumentId), scanTerms)),
  maintenance: optional(
    object<MaintenanceTerms>({
      callBps: whole('hundredths of a percent', { min: 1, max: 100_000 }),
      liquidateBps: whole('hundredths of a percent', { min: 1, max: 100_000 }),
      policy: oneOf(liquidationPolicies),
    }),
  ),
  carry: optional(
    object<CarryTerms>({
      at: whole('microseconds', { min: 1 - MICROS_PER_DAY, max: MICROS_PER_DAY - 1 }),
      daysOfYear: optional(whole('a whole number of days', { min: 1, max: 366 })),
      rates: list(carryRate),
    }),
  ),
  settlement: optional(
    object<Settlement>({
      days: whole('trading days', { min: 1, max: 30 }),
      calendar: made(toCalendarId),
      at: whole('microseconds', { min: -MICROS_PER_DAY, max: MICROS_PER_DAY }),
      receipts: oneOf(receiptWays),
    }),
  ),
});

/** Looks at an account: every field, and what may stand in it once. */
export function checkAccount(one: AccountConfig, at: At): void {
  const { place, mistakes } = at;
  shape(one, place, mistakes);
  if (mistakes.areSound(place, 'kind', 'leverage')) checkLeverage(one, at);
  if (mistakes.areSound(place, 'kind', 'settlement', 'scanMargin')) checkKind(one, at);
  if (mistakes.areSound(place, 'kind', 'maintenance')) checkMaintenance(one, at);
  if (mistakes.areSound(place, 'books')) {
    const ids = (one.books ?? []).map(({ id }) => id);
    noteRepeated(ids, (nth, id) => mistakes.note(`${place}.books[${nth}].id`, `${id} ${twice}`));
  }
  if (mistakes.areSound(place, 'balances')) {
    const codes = one.balances.map(({ currency }) => currency);
    noteRepeated(codes, (nth, code) => {
      mistakes.note(`${place}.balances[${nth}].currency`, `${code} ${twice}`);
    });
  }
}

function checkKind({ kind, scanMargin, settlement }: AccountConfig, { place, mistakes }: At): void {
  if (scanMargin !== undefined && kind === 'cash') {
    mistakes.note(`${place}.scanMargin`, 'a cash account has none');
  }
  if (settlement?.receipts === 'payOnSettlement' && kind === 'margin') {
    const detail = 'on margin, what is still to come counts as equity';
    mistakes.note(`${place}.settlement.receipts`, detail);
  }
}

function checkMaintenance({ kind, maintenance }: AccountConfig, { place, mistakes }: At): void {
  if (maintenance === undefined) return;
  if (kind === 'cash') mistakes.note(`${place}.maintenance`, 'a cash account has none');
  const { callBps, liquidateBps } = maintenance;
  if (liquidateBps <= callBps) return;
  const detail = `expected at most callBps, ${callBps}, found ${liquidateBps}`;
  mistakes.note(`${place}.maintenance.liquidateBps`, detail);
}

function checkLeverage(
  { kind, leverage: given = {} }: AccountConfig,
  { place, mistakes }: At,
): void {
  for (const product of kind === 'cash' ? Object.keys(given) : []) {
    mistakes.note(`${place}.leverage.${product}`, 'a cash account has none');
  }
}

/** Tells of each name that stood in the list before. */
export function noteRepeated(
  names: readonly string[],
  note: (at: number, name: string) => void,
): void {
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    if (seen.has(name)) note(at, name);
    seen.add(name);
  }
}
