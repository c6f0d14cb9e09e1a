import type { Currency, Minor, Money } from './amounts.ts';
import { brand } from './brand.ts';
import { formatScaledBigint, parseScaledBigint } from './decimal.ts';
import { coreError } from './errors.ts';
import { ok, type Result } from './result.ts';

/** How many decimal places the ledger keeps of each currency. */
export type LedgerScales = Readonly<Record<string, number>>;

/** The scale of a currency that is not listed. */
export const LEDGER_SCALE_DEFAULT = 2;
/** The finest scale a ledger can have. */
export const LEDGER_SCALE_MAX = 18;

const standardScales: LedgerScales = {
  INR: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  BTC: 8,
  ETH: 8,
  USDT: 8,
};

/** An amount in minor units with its currency. */
export function money(amount: bigint, currency: Currency): Money {
  return { amount: brand<Minor>(amount), currency };
}

/** The sum of two amounts of one currency. */
export function addMoney(one: Money, other: Money): Money {
  checkSameCurrency(one, other);
  return money(one.amount + other.amount, one.currency);
}

/** The difference of two amounts of one currency. */
export function subtractMoney(one: Money, other: Money): Money {
  checkSameCurrency(one, other);
  return money(one.amount - other.amount, one.currency);
}

/** The amount with its sign turned. */
export function negateMoney(value: Money): Money {
  return money(0n - value.amount, value.currency);
}

/** Whether the amount is nothing. */
export function isZeroMoney(value: Money): boolean {
  return value.amount === 0n;
}

/**
 * The standard scales with a run's own; these may only be finer, so that nothing is lost.
 *
 * @example
 * const scales = ledgerScales({ INR: 4 });
 */
export function ledgerScales(overrides: LedgerScales): LedgerScales {
  for (const [currency, scale] of Object.entries(overrides)) {
    const least = standardScales[currency] ?? LEDGER_SCALE_DEFAULT;
    if (scale < least) {
      throw coreError('LEDGER_SCALE_LOWERED', `${currency} to ${scale}, at least ${least}`);
    }
    if (!Number.isInteger(scale) || scale > LEDGER_SCALE_MAX) {
      const expected = `a whole number up to ${LEDGER_SCALE_MAX}`;
      throw coreError('OUT_OF_RANGE', `ledger scale ${scale} of ${currency}, expected ${expected}`);
    }
  }
  return { ...standardScales, ...overrides };
}

/** The ledger scale of a currency. */
export function ledgerScaleOf(scales: LedgerScales, currency: Currency): number {
  return scales[currency] ?? LEDGER_SCALE_DEFAULT;
}

/** Writes the amount as a decimal, without its currency; `parseMoney` reads it back. */
export function formatMoney(value: Money, scale: number): string {
  return formatScaledBigint(value.amount, scale);
}

/** Reads a decimal amount; more places than the scale keeps are refused. */
export function parseMoney(text: string, currency: Currency, scale: number): Result<Money> {
  const amount = parseScaledBigint(text, scale);
  return amount.ok ? ok(money(amount.value, currency)) : amount;
}

function checkSameCurrency(one: Money, other: Money): void {
  if (one.currency === other.currency) return;
  throw coreError('CURRENCY_MISMATCH', `${one.currency} and ${other.currency}`);
}
