// What a person at a desk does, on the trading machine itself. A machine is a function of its numbered
// inputs: commands and reports go in, events come out. Money comes in and goes out by transfers; a
// position moves to another book, or becomes another product, at its cost; a book or a strategy is
// halted, an account only reduces. What cannot be done is noted with its reason, and changes nothing.
import { money, toAccountId, toBookId, toCurrency, toQuantity, toStrategyId } from 'argosy/core';
import type { StateScope, TradingState } from 'argosy/domain';

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
  const set = (scope: StateScope, state: TradingState) =>
    desk.command({ type: 'setState', account, scope, state, reason: 'by hand' });
  transfer('monday', 2_000_00n);
  transfer('monday', 2_000_00n); // the same entry again does nothing
  desk.trade({ book: 'day', side: 'buy', qty: 200 });
  move('to-other-book', 50, place('swing', 'intraday'));
  move('to-other-product', 50, place('day', 'carryForward'));
  move('too-much', 100, place('day', 'carryForward'));
  transfer('too-much', -9_000_00n);
  set({ kind: 'book', book: toBookId('day') }, 'HALTED');
  desk.trade({ book: 'day', side: 'sell', qty: 10 });
  set({ kind: 'strategy', strategy: toStrategyId('ema') }, 'HALTED');
  desk.trade({ book: 'swing', side: 'buy', qty: 10, strategy: 'ema' });
  set({ kind: 'account' }, 'REDUCING');
  desk.trade({ book: 'swing', side: 'buy', qty: 10 });
  desk.trade({ book: 'swing', side: 'sell', qty: 10 });
  const hash = `${desk.machine.checkInvariants().length} invariants broken, ${desk.machine.hash()}`;
  return [{ result: null, lines: [...desk.lines, hash] }];
}
