import { money, toMinor, type Money } from 'argosy/core';

import type { Scene } from './round.ts';
import { correctionEntryId } from './synthetic-id.ts';

/**
 * Brings cash to the broker's. The difference waits in suspense until somebody finds its cause; what
 * the broker does not list is not known, and is left alone.
 */
export function settleFunds(scene: Scene, funds: readonly Money[]): void {
  const { facts, account, watch, asOf, policy, out } = scene;
  for (const { amount: there, currency } of funds) {
    const here = facts.book.cash(account, currency);
    if (here === there) continue;
    const text = `${here} ${there}`;
    if (!watch.isOld({ key: `cash ${currency}`, value: text }, asOf, policy.raceWindow)) {
      out.leaveOpen(`cash in ${currency} differs: ${text}`);
      continue;
    }
    const entry = correctionEntryId([account, currency, here, there, asOf]);
    const amount = money(toMinor(there - here), currency);
    out.command({ type: 'correctCash', account, entry, amount });
  }
}

/** Tells people of what waits in suspense. */
export function noteSuspense({ facts, account, out }: Scene, funds: readonly Money[]): void {
  const { suspense } = facts.book.accountsOf(account);
  for (const { currency } of funds) {
    const waits = 0n - facts.book.balance(suspense, currency);
    if (waits === 0n) continue;
    const detail = `${account}: ${waits} minor units of ${currency} more at the broker`;
    out.note('SUSPENSE_OPEN', null, detail);
  }
}
