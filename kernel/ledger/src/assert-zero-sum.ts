import { InvariantError, type Currency } from 'argosy/core';
import type { EntryEvent, Leg } from 'argosy/domain';

/** Stops on an entry whose legs do not sum to zero in each currency, or that has one leg only. */
export function assertZeroSum({ entry, legs }: EntryEvent): void {
  if (legs.length < 2) throw new InvariantError(`entry ${entry} has ${legs.length} legs`);
  let summed: Currency | null = null;
  for (const { amount } of legs) {
    if (amount.currency === summed) continue;
    summed = amount.currency;
    const sum = sumOf(legs, summed);
    if (sum === 0n) continue;
    throw new InvariantError(`entry ${entry} is off by ${sum} minor units of ${summed}`);
  }
}

function sumOf(legs: readonly Leg[], currency: Currency): bigint {
  let sum = 0n;
  for (const { amount } of legs) if (amount.currency === currency) sum += amount.amount;
  return sum;
}
