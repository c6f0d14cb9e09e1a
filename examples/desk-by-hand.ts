// What a person at a desk does, on the trading machine itself. A machine is a function of its numbered
// inputs: commands and reports go in, events come out. Money comes in and goes out by transfers; a
// position moves to another book, or becomes another product, at its cost; a book is halted, an
// account only reduces. What cannot be done is noted with its reason, and changes nothing.
import { money, toAccountId, toBookId, toCurrency, toQuantity } from 'argosy/core';

import { Desk } from './desk.ts';
import { sbin } from './market.ts';
import type { Told } from './told.ts';

export function runDeskByHand(): readonly Told[] {
  const desk = new Desk();
  const account = toAccountId('HOUSE');
  const transfer = (entry: string, amount: bigint) =>
    desk.command({ type: 'transfer', account, entry, amount: money(amount, toCurrency('INR')) });
  const place = (book: string, product: 'intraday' | 'carryForward') =>
    ({ book: toBookId(book), product, position: null }) as const;
  const move = (entry: string, qty: number, to: ReturnType<typeof place>) =>
    desk.command({
      type: 'movePosition',
      account,
      entry,
      instrument: sbin.id,
      qty: toQuantity(qty),
      from: place('day', 'intraday'),
      to,
    });
  transfer('monday', 2_000_00n);
  transfer('monday', 2_000_00n); // the same entry again does nothing
  desk.trade('day', 'buy', 200);
  move('to-other-book', 50, place('swing', 'intraday'));
  move('to-other-product', 50, place('day', 'carryForward'));
  move('too-much', 100, place('day', 'carryForward'));
  transfer('too-much', -9_000_00n);
  const [scope, reason] = [{ kind: 'book', book: toBookId('day') } as const, 'by hand'];
  desk.command({ type: 'setState', account, scope, state: 'HALTED', reason });
  desk.trade('day', 'sell', 10);
  desk.command({
    type: 'setState',
    account,
    scope: { kind: 'account' },
    state: 'REDUCING',
    reason,
  });
  desk.trade('swing', 'buy', 10);
  desk.trade('swing', 'sell', 10);
  const hash = `${desk.machine.checkInvariants().length} invariants broken, ${desk.machine.hash()}`;
  return [{ result: null, lines: [...desk.lines, hash] }];
}
