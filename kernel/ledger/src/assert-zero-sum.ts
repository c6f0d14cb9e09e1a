import { InvariantError, type Currency } from 'argosy/core';
import type { EntryEvent, Leg } from 'argosy/domain';

/** Stops on an entry whose legs do not sum to zero in each currency, or that has one leg only. */
export function assertZeroSum({ entry, legs }: EntryEvent): void {
  if (legs.length < 2) throw new InvariantError(`entry ${entry} has ${legs.length} legs`);
  let first: Currency | null = null;
  let sum = 0n;
  let isMixed = false;
  for (const { amount } of legs) {
    first ??= amount.currency;
    if (amount.currency === first) sum += amount.amount;
    else isMixed = true;
  }
  if (sum !== 0n) throw offBy(entry, sum, first);
  if (isMixed) assertEachZero(entry, legs);
}

/** Few entries have more than one currency: those are summed once more for each. */
function assertEachZero(entry: string, legs: readonly Leg[]): void {
  for (const { amount } of legs) {
    const sum = sumOf(legs, amount.currency);
    if (sum !== 0n) throw offBy(entry, sum, amount.currency);
  }
}

function offBy(entry: string, sum: bigint, currency: Currency | null): InvariantError {
  return new InvariantError(`entry ${entry} is off by ${sum} minor units of ${currency}`);
}

function sumOf(legs: readonly Leg[], currency: Currency): bigint {
  let sum = 0n;
  for (const { amount } of legs) if (amount.currency === currency) sum += amount.amount;
  return sum;
}
