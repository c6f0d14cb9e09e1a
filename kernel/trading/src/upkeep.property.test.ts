import {
  toAccountId,
  toInstrumentId,
  toMicros,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  type AccountId,
} from 'argosy/core';
import type { Instrument, Side } from 'argosy/domain';
import {
  TradingRig,
  aFill,
  aFundingRate,
  aFuture,
  aMarkPrice,
  aPerpetual,
  aQuote,
  anAccount,
  anInstrument,
  anOption,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CarryTerms } from './accounts/carry-terms.ts';
import type { AccountConfig } from './trading-config.ts';

const accounts = [toAccountId('MAIN'), toAccountId('SECOND')] as const;
const share = anInstrument();
const one = toQuantity(1);
/** A turn is a second: what is dated ends within each life. */
const ends = { underlying: share.id, lot: one, minQty: one, expiresAt: toTimestamp(1_000_000) };
const perpetual = aPerpetual();
const future = aFuture(ends);
const call = anOption({ ...ends, strike: toPrice(100_00) });
const put = anOption({
  ...ends,
  id: toInstrumentId('PUT.NFO'),
  right: 'put',
  strike: toPrice(90_00),
  settles: 'physical',
});
const instruments: readonly Instrument[] = [share, perpetual, future, call, put];
const traded = fc.constantFrom(...instruments);
const price = fc.integer({ min: 40, max: 160 }).map((whole) => whole * 1_00);
const step = fc.oneof(
  fc.record({ do: fc.constant('price' as const), of: traded, at: price }),
  fc.record({
    do: fc.constant('trade' as const),
    of: traded,
    at: price,
    side: fc.constantFrom<Side>('buy', 'sell'),
    qty: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ do: fc.constant('mark' as const), at: price }),
  fc.record({
    do: fc.constant('funding' as const),
    ratePpb: fc.integer({ min: -20_000_000, max: 20_000_000 }),
  }),
  fc.record({
    do: fc.constant('expire' as const),
    of: fc.constantFrom(future, call, put),
    at: price,
  }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 3, maxLength: 40, size: 'max' });

/** Two accounts that trade with each other alone: what one buys the other sells. */
class Life extends TradingRig {
  #trades = 0;

  constructor(changes: Partial<AccountConfig> = {}) {
    const balances = [rupees(3_000_00n)];
    super({
      instruments,
      accounts: accounts.map((id) =>
        anAccount({ id, kind: 'margin', leverage: { delivery: '5' }, balances, ...changes }),
      ),
    });
    for (const { id } of instruments) this.price(id, 100_00);
  }

  play(next: Step): this {
    if (next.do === 'price') this.price(next.of.id, next.at);
    else if (next.do === 'mark')
      this.feed(aMarkPrice({ instrument: perpetual.id, price: next.at }));
    else if (next.do === 'trade') this.#trade(next);
    else if (next.do === 'funding') {
      const { id: instrument } = perpetual;
      this.feed(aFundingRate({ instrument, at: this.now, ratePpb: next.ratePpb, price: null }));
    } else this.settle(next.of, next.at);
    this.#fillOurs();
    return this;
  }

  price(instrument: Instrument['id'], paise: number): void {
    this.feed(aQuote({ at: this.now, instrument, bid: paise, ask: paise }));
  }

  settle({ id: instrument }: Instrument, paise: number): void {
    this.command({ type: 'expire', instrument, price: toPrice(paise) }, { strategy: null });
  }

  /** Closes everything at a price, as the broker tells it. */
  closeAll(paise: number): void {
    for (const { key, qty } of this.machine.positions()) {
      if (qty === 0) continue;
      const instrument = instruments.find(({ id }) => id === key.instrument) ?? share;
      const side = qty > 0 ? 'sell' : 'buy';
      this.#fillAs(key.account, instrument, { side, qty: Math.abs(qty), at: paise });
    }
  }

  /** What an account has gained: its cash now, less what it opened with. */
  gained(account: AccountId): bigint {
    return this.machine.book.cash(account, share.currency) - 3_000_00n;
  }

  /** What its positions have earned, and its balances. */
  earned(account: AccountId): bigint {
    const { interest, income } = this.machine.book.accountsOf(account);
    const [paid, came] = [interest, income].map((one) =>
      this.machine.book.balance(one, share.currency),
    );
    const ofPositions = this.machine
      .positions()
      .filter(({ key }) => key.account === account)
      .reduce((sum, { realised, charges }) => sum + realised.amount - charges.amount, 0n);
    return ofPositions - (paid ?? 0n) - (came ?? 0n);
  }

  #trade({ of, at, side, qty }: Extract<Step, { readonly do: 'trade' }>): void {
    const other = side === 'buy' ? 'sell' : 'buy';
    this.#fillAs(accounts[0], of, { side, qty, at });
    this.#fillAs(accounts[1], of, { side: other, qty, at });
  }

  /** Brokers' fills are facts, so an order that was denied is told as one of theirs. */
  #fillAs(
    account: AccountId,
    { id: instrument }: Instrument,
    { side, qty, at }: { readonly side: Side; readonly qty: number; readonly at: number },
  ): void {
    this.#trades += 1;
    const id = toOrderId(`0000TEST${String(this.#trades).padStart(6, '0')}`);
    this.submit({ id, account, instrument, side, qty: toQuantity(qty) });
    const { flags: _, ...fill } = aFill({ trade: `T-${id}`, qty, price: at });
    this.report(id, { type: 'filled', fill }, account);
  }

  /** What is closed for want of margin fills at a hundred rupees. */
  #fillOurs(): void {
    for (const { request } of this.machine.openOrders()) {
      if (request.tag !== 'margin') continue;
      const { id, account, qty } = request;
      const { flags: _, ...fill } = aFill({ trade: `T-${id}`, qty, price: 100_00 });
      this.report(id, { type: 'filled', fill }, account);
    }
  }
}

const maintenance = { callBps: 7_500, liquidateBps: 5_000, policy: 'proRata' } as const;
const from = toTimestamp(0);
const carry: CarryTerms = {
  at: toMicros(20_000_000),
  rates: [
    { type: 'borrow', instrument: share.id, from, ratePpm: 365_000 },
    { type: 'cash', currency: share.currency, from, earnsPpm: 40_000, owesPpm: 90_000 },
  ],
};

test('what accounts that trade with each other gain and lose comes to nothing, however it ends', () => {
  fc.assert(
    fc.property(steps, price, (all, last) => {
      const life = new Life();
      for (const next of all) life.play(next);
      for (const dated of [future, call, put]) life.settle(dated, last);
      life.closeAll(last);
      expect(life.gained(accounts[0]) + life.gained(accounts[1])).toBe(0n);
      expect(life.machine.checkInvariants()).toEqual([]);
    }),
  );
});

test('what a life has brought in cash is what its positions have earned, with nights and liquidation too', () => {
  fc.assert(
    fc.property(steps, price, (all, last) => {
      const life = new Life({ maintenance, carry });
      for (const next of all) {
        life.play(next);
        expect(life.machine.checkInvariants()).toEqual([]);
      }
      for (const dated of [future, call, put]) life.settle(dated, last);
      life.closeAll(last);
      for (const account of accounts) expect(life.gained(account)).toBe(life.earned(account));
    }),
  );
});

test('a machine that was recalled in the middle of a life goes on as the one before it', () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 39 }), (all, place) => {
      const [again, straight] = [true, false].map((isRecalled) => {
        const life = new Life({ maintenance, carry });
        for (const [at, next] of all.entries()) {
          life.play(next);
          if (isRecalled && at === place % all.length) life.recall();
        }
        return life;
      });
      expect(again?.machine.exportState()).toEqual(straight?.machine.exportState());
      expect(again?.machine.hash()).toBe(straight?.machine.hash());
    }),
    { numRuns: 50 },
  );
});
