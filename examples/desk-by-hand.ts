// What a person does while a strategy trades. Money comes in and goes out; a part of a position goes
// to another book, or becomes another product, at its cost; an account is set to REDUCING, and its
// book is halted. Each happens at its instant, behind the prices of that instant. What cannot be done
// is noted with its reason, and changes nothing; the result says what came of everything.
import { marginAccount, type HandCommand, type TimedCommand } from 'argosy/backtest';
import {
  money,
  seconds,
  toAccountId,
  toBookId,
  toCurrency,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { Strategy } from 'argosy/engine';

import { quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const account = toAccountId('HOUSE');
const rupees = (amount: bigint) => money(amount * 100n, toCurrency('INR'));
const house = marginAccount(account, rupees(10_000n), { intraday: '5', carryForward: '1' });

const market = `
  1 100.00 100.00 1000
  2 100.00 100.00 1000
  3 100.00 100.00 1000
  4 100.00 100.00 1000
  5 100.00 100.00 1000
  6 100.00 100.00 1000`;

/** Buys a hundred shares each second while it may, and says what it holds. */
class Buyer extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const held = this.portfolio.positions().map(({ qty, key }) => `${qty} ${key.product}`);
    const state = this.context.tradingState();
    this.log.info(`${state}, holds ${held.join(' and ') || 'nothing'}`);
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(100), tag: 'buy 100' } as const;
    if (state !== 'HALTED') this.orders.submit(this.orders.market(of));
  }
}

const held = { account, instrument: sbin.id } as const;
const [day, swing] = [{ book: 'day' }, { book: 'swing' }];
const carried = {
  ...held,
  type: 'convertProduct',
  book: 'day',
  from: 'intraday',
  to: 'carryForward',
} as const;
const commands = [
  at(1.5, { type: 'deposit', account, amount: rupees(2_000n) }),
  at(2.5, { ...held, type: 'movePosition', qty: toQuantity(50), from: day, to: swing }),
  at(2.6, { ...carried, qty: toQuantity(50) }),
  at(2.7, { ...carried, qty: toQuantity(100) }),
  at(2.8, { type: 'withdraw', account, amount: rupees(9_000n) }),
  at(3.5, { type: 'setState', account, state: 'REDUCING', reason: 'lunch' }),
  at(4.5, { type: 'setState', account, state: 'ACTIVE', reason: 'back from lunch' }),
  at(5.5, {
    type: 'setState',
    account,
    scope: { kind: 'book', book: toBookId('day') },
    state: 'HALTED',
  }),
];

export function runDeskByHand(): readonly Told[] {
  const told = runAndTell('desk', {
    instruments: [sbin],
    sources: [quotesOf(sbin, market)],
    accounts: [house],
    strategies: [{ id: 'buyer', strategy: Buyer, account, book: 'day' }],
    commands,
  });
  const outcomes = told.result.commands.map(({ type, outcome, refusal }) => {
    return `${type}: ${outcome}${refusal === null ? '' : `, ${refusal}`}`;
  });
  return [{ ...told, lines: [...told.lines, ...outcomes] }];
}

function at(second: number, command: HandCommand): TimedCommand {
  return { ...command, at: toTimestamp(seconds(second)) };
}
