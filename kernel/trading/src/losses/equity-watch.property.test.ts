import {
  toAccountId,
  toBrokerOrderId,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
} from 'argosy/core';
import { aFill, anAccount, anInstrument, aQuote, rupees, TradingRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const shares = [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })] as const;
const ids = ['ONE', 'TWO'].map(toAccountId);
const balances = [rupees(1_000_000_00n)];
const far = { type: 'limit', limit: toPrice(5) } as const;
const limit = 5_00n;
const step = limit / 100n;

/** What one account has, counted by hand: no limit of the system's own is asked. */
type Own = { cash: bigint; readonly held: [number, number]; height: bigint };

type Step =
  | { readonly what: 'price'; readonly share: 0 | 1; readonly price: number }
  | { readonly what: 'trade'; readonly share: 0 | 1; readonly who: 0 | 1; readonly qty: number }
  | { readonly what: 'charge'; readonly who: 0 | 1; readonly paise: number }
  | { readonly what: 'again'; readonly how: 'restart' | 'recall' | 'recover' | 'resume' }
  | { readonly what: 'ask'; readonly who: 0 | 1 };

const who = fc.constantFrom(0, 1);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({
      what: fc.constant('price'),
      share: who,
      price: fc.integer({ min: 9_800, max: 10_400 }),
    }),
    fc.record({
      what: fc.constant('trade'),
      share: who,
      who,
      qty: fc.integer({ min: -3, max: 3 }).filter((qty) => qty !== 0),
    }),
    fc.record({ what: fc.constant('charge'), who, paise: fc.integer({ min: 1, max: 200 }) }),
    fc.record({
      what: fc.constant('again'),
      how: fc.constantFrom('restart', 'recall', 'recover', 'resume'),
    }),
    fc.record({ what: fc.constant('ask'), who }),
  ),
  { maxLength: 60, size: 'max' },
);

/** A machine, and beside it the same accounts by plain sums. */
class Pair {
  /** Where the two are not of one mind. */
  readonly wrong: string[] = [];
  readonly rig = new TradingRig({
    instruments: shares,
    accounts: ids.map((id) => anAccount({ id, kind: 'margin', balances })),
    limits: { maxDrawdown: toMinor(limit) },
  });
  readonly #own: readonly Own[] = ids.map(() => ({ cash: 0n, held: [0, 0], height: 0n }));
  readonly #prices: [number, number] = [10_000, 10_000];

  constructor() {
    this.#feed();
  }

  take(one: Step): void {
    if (one.what === 'price') {
      this.#prices[one.share] = one.price;
      this.#feed();
    } else if (one.what === 'trade') this.#trade(one);
    else if (one.what === 'charge') this.#charge(one);
    else if (one.what === 'again') {
      this.rig[one.how]();
      this.#feed();
    } else this.#ask(one.who);
    for (const own of this.#own) own.height = max(own.height, this.#equity(own));
    this.#compareHeights();
  }

  /** Where a noted height is above the true one, or a step below it. */
  #compareHeights(): void {
    for (const [at, id] of ids.entries()) {
      const said = this.rig.of('equity').findLast(({ account }) => account === id);
      const height = this.#own[at]?.height ?? 0n;
      const noted = said?.gain.amount ?? 0n;
      const isTrue = noted <= height && noted > height - step;
      if (!isTrue) this.wrong.push(`${id}: noted ${noted}, was ${height}`);
    }
  }

  /** Below the limit it passes; a step beyond it, at the latest, it does not. */
  #ask(at: 0 | 1): void {
    const [id, own] = [ids[at], this.#own[at]];
    if (id === undefined || own === undefined) return;
    const lost = own.height - this.#equity(own);
    const setting = { type: 'setState', account: id, scope: { kind: 'account' } } as const;
    this.rig.command({ ...setting, state: 'ACTIVE', reason: '' }, { strategy: null });
    // It opens, whatever is held: the other way would be a close, and closes pass.
    const side = own.held[0] < 0 ? 'sell' : 'buy';
    const wish = { account: id, side, terms: far, qty: toQuantity(1) } as const;
    const order = this.rig.machine.order(this.rig.submit(wish));
    const isDenied = order?.state === 'DENIED';
    if (isDenied ? lost < limit : lost >= limit + step) {
      this.wrong.push(`${id} lost ${lost}: ${order?.reason ?? 'passed'}`);
    }
  }

  #trade({ share: at, who: of, qty }: Step & { readonly what: 'trade' }): void {
    const [own, account, share] = [this.#own[of], ids[of], shares[at]];
    if (own === undefined || account === undefined) return;
    const size = toQuantity(Math.abs(qty));
    const state = { type: 'setState', account, scope: { kind: 'account' } } as const;
    this.rig.command({ ...state, state: 'ACTIVE', reason: '' }, { strategy: null });
    const side = qty > 0 ? 'buy' : 'sell';
    const order = this.rig.submit({
      account,
      instrument: share.id,
      side,
      qty: size,
      terms: far,
      product: 'intraday',
    });
    if (this.rig.machine.order(order)?.state === 'DENIED') return;
    this.rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) }, account);
    const price = this.#prices[at] + 3;
    const fill = aFill({ trade: `T-${order}`, qty: size, price });
    this.rig.report(order, { type: 'filled', fill }, account);
    own.cash -= BigInt(qty * price);
    own.held[at] += qty;
  }

  #charge({ who: of, paise }: Step & { readonly what: 'charge' }): void {
    const [own, account] = [this.#own[of], ids[of]];
    if (own === undefined || account === undefined) return;
    const entry = `C${this.rig.now}`;
    const { amount, currency } = rupees(BigInt(paise));
    const charges = [{ name: 'fee', amount }];
    this.rig.command(
      { type: 'bookCharges', account, entry, currency, charges },
      { strategy: null },
    );
    own.cash -= BigInt(paise);
  }

  #equity({ cash, held }: Own): bigint {
    return cash + BigInt(held[0] * this.#prices[0] + held[1] * this.#prices[1]);
  }

  #feed(): void {
    for (const [at, { id: instrument }] of shares.entries()) {
      const bid = this.#prices[at === 0 ? 0 : 1];
      this.rig.feed(aQuote({ at: this.rig.now, instrument, bid, ask: bid }));
    }
  }
}

test('a noted height is never above the true one and never a step below, through every restart', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const pair = new Pair();
      for (const one of all) pair.take(one);
      expect(pair.wrong).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
