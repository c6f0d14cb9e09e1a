import { EXTERNAL_BOOK, parentOf } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';
import { rupees } from '@argosy/testkit';

import { account } from '../host/our-side.ts';
import type { FakeBroker } from './fake-broker.ts';

/** Where our books are not the broker's. */
export type Comparison = {
  readonly fills: number;
  readonly lost: number;
  readonly doubled: number;
  /** In paise. */
  readonly imbalance: number;
  readonly problems: readonly string[];
};

/** Our books against the broker's own, to the paisa. */
export function compareBooks(trading: TradingMachine, { books }: FakeBroker): Comparison {
  const problems: string[] = [];
  const { fills: theirs } = books;
  const all = [...trading.openOrders(), ...trading.closedOrders()];
  // One that goes out in parts counts once more what its parts have filled.
  const wholes = new Set(all.map(({ request }) => parentOf(request.id)));
  const ours = all.filter(({ request }) => !wholes.has(request.id));
  const booked = ours.flatMap(({ fills }) => fills.map(({ trade }) => trade));
  const known = new Set(booked);
  const lost = theirs.filter(({ fill }) => !known.has(fill.trade)).length;
  for (const { order, state } of books.orders) {
    const end = order === null ? undefined : trading.order(order)?.state;
    if (end === 'REJECTED' && state !== 'rejected')
      problems.push(`${order} is REJECTED here, ${state} there`);
  }
  const held = books.positions.reduce((sum, { qty }) => sum + qty, 0);
  const ourHeld = trading.positions().reduce((sum, { qty }) => sum + qty, 0);
  if (ourHeld !== held) problems.push(`we hold ${ourHeld}, the broker says ${held}`);
  const cash = trading.book.cash(account, rupees(0n).currency);
  // What was put right by a correction is as wrong as what was not.
  const corrected = trading.book.balance(`${account}/suspense`, rupees(0n).currency);
  const apart = cash > books.cash ? cash - books.cash : books.cash - cash;
  const imbalance = apart + (corrected < 0n ? -corrected : corrected);
  problems.push(...cashProblems(cash, books.cash, corrected));
  for (const { key, qty } of trading.positions()) {
    if (key.book === EXTERNAL_BOOK && qty !== 0) problems.push(`${qty} were booked to ${key.book}`);
  }
  return {
    fills: theirs.length,
    lost,
    doubled: booked.length - known.size,
    imbalance: Number(imbalance),
    problems,
  };
}

function cashProblems(here: bigint, there: bigint, corrected: bigint): readonly string[] {
  if (here === there && corrected === 0n) return [];
  return [`cash is ${here} here and ${there} there, ${corrected} were put right`];
}
