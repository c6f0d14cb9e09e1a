import {
  assertNever,
  toAccountId,
  toBrokerOrderId,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import type { OrderTerms, ReportBody } from 'argosy/domain';
import {
  NaiveBooks,
  TradingRig,
  aCoin,
  aQuote,
  anInstrument,
  plainMatrix,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TradingFold } from './trading-fold.ts';

const share = anInstrument();
const coin = aCoin({ tick: toPrice(5) });
const account = toAccountId('MAIN');
const { currency } = rupees(0n);

/** Steps name orders by how many came after them; more than there are means none. */
const pick = fc.nat({ max: 5 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const price = fc.integer({ min: 1_990, max: 2_010 }).map((ticks) => toPrice(ticks * 5));
const units = fc.integer({ min: 1, max: 20 });
const fewUnits = fc.integer({ min: 1, max: 8 });
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  price.map((limit) => ({ type: 'limit', limit }) as const),
  price.map((trigger) => ({ type: 'stopMarket', trigger }) as const),
);
const tif = fc.constantFrom('DAY' as const, 'GTC' as const, 'IOC' as const);
const doubted = fc.constantFrom('submit' as const, 'amend' as const, 'cancel' as const);

const simpleReport: fc.Arbitrary<ReportBody> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constant({ type: 'accepted', brokerId: toBrokerOrderId('B') } as const),
  },
  fc.constantFrom<ReportBody>(
    { type: 'rejected', reason: 'no' },
    { type: 'canceled', reason: null },
    { type: 'expired' },
    { type: 'triggered' },
    { type: 'modifyRejected', reason: 'no' },
    { type: 'cancelRejected', reason: 'no' },
  ),
  fc.record({ type: fc.constant('unanswered' as const), request: doubted }),
);

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      side,
      units,
      terms,
      tif,
      isCoin: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, units, terms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('updated' as const), pick, units, terms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('report' as const), pick, body: simpleReport }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('fill' as const),
      pick,
      units: fewUnits,
      price,
      trade: fc.nat({ max: 4 }),
      fee: fc.bigInt({ min: -20n, max: 50n }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('bust' as const), pick, trade: fc.nat({ max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('quote' as const), price }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      entry: fc.nat({ max: 3 }),
      paise: fc.bigInt({ min: -500_000n, max: 500_000n }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('state' as const),
      state: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'REDUCING' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancelAll' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' });

/** Plays steps against a machine and a broker that answers anything at all. */
class Play {
  readonly rig: TradingRig;
  readonly #orders: OrderId[] = [];

  constructor(limits: TradingRigOptions['limits'] = {}) {
    this.rig = new TradingRig({
      instruments: [share, coin],
      cash: 5_000_000n,
      closedOrdersMax: 5,
      limits,
    });
    for (const { id } of [share, coin]) this.rig.feed(aQuote({ instrument: id }));
  }

  take(next: Step): void {
    const { rig } = this;
    switch (next.do) {
      case 'submit':
        this.#submit(next);
        break;
      case 'amend':
        this.#with(next.pick, (order) =>
          rig.amend(order, this.#qty(order, next.units), next.terms),
        );
        break;
      case 'updated':
        this.#with(next.pick, (order) => {
          const qty = toQuantity(this.#qty(order, next.units));
          rig.report(order, { type: 'updated', qty, terms: next.terms });
        });
        break;
      case 'cancel':
        this.#with(next.pick, (order) => rig.cancel(order));
        break;
      case 'report':
        this.#with(next.pick, (order) => rig.report(order, next.body));
        break;
      case 'fill':
        this.#with(next.pick, (order) => {
          // Whoever fills what was not sent is a case of its own.
          if (rig.machine.order(order)?.state === 'EMULATED') return;
          const qty = this.#qty(order, next.units);
          rig.fill(order, {
            qty,
            price: next.price,
            trade: `T${next.trade}`,
            fee: rupees(next.fee),
          });
        });
        break;
      case 'bust':
        this.#with(next.pick, (order) => rig.bust(order, `T${next.trade}`));
        break;
      case 'quote':
        rig.feed(aQuote({ at: rig.now, bid: next.price, ask: next.price + 5 }));
        break;
      case 'transfer':
        rig.transfer(`E${next.entry}`, next.paise);
        break;
      case 'state':
        rig.setState(next.state);
        break;
      case 'cancelAll':
        rig.cancelAll();
        break;
      default:
        assertNever(next);
    }
  }

  #submit({ side, units, terms, tif, isCoin }: Extract<Step, { do: 'submit' }>): void {
    const instrument = isCoin ? coin.id : share.id;
    const qty = toQuantity(isCoin ? units * 7_654_321 : units);
    this.#orders.push(this.rig.submit({ instrument, side, qty, terms, tif }));
  }

  #qty(order: OrderId, units: number): number {
    const isCoin = this.rig.machine.order(order)?.request.instrument === coin.id;
    return isCoin ? units * 7_654_321 : units;
  }

  #with(pick: number, act: (order: OrderId) => void): void {
    const order = this.#orders.at(-1 - pick);
    if (order !== undefined) act(order);
  }
}

/** Plays all steps; after each one, what the machine shows is compared with the naive books. */
function findProblems(
  all: readonly Step[],
  limits: TradingRigOptions['limits'],
): readonly string[] {
  const play = new Play(limits);
  const { events, effects, config } = play.rig;
  const naive = new NaiveBooks(config.instruments);
  const problems: string[] = [];
  for (const next of all) {
    play.take(next);
    for (const event of events.splice(0)) naive.apply(event);
    const { book } = play.rig.machine;
    const quantities = play.rig.machine.positions().map(({ key, qty }) => [key.instrument, qty]);
    const submits = effects.filter(({ type }) => type === 'submit').length;
    const shown = [
      ['cash', book.cash(account, currency), naive.cash],
      ['held', book.held(account, currency), naive.held],
      ['quantities', String(quantities), String([...naive.quantities])],
      ['submitted', submits, naive.submitted],
      ['violations', JSON.stringify(play.rig.machine.checkInvariants()), '[]'],
    ] as const;
    for (const [what, is, should] of shown) {
      if (is !== should) problems.push(`${what} after ${next.do}: ${is}, not ${should}`);
    }
  }
  return problems;
}

function playAll(
  all: readonly Step[],
  limits: TradingRigOptions['limits'],
  restartAfter = -1,
  restart: (rig: TradingRig) => void = (rig) => rig.restart(),
): Play {
  const play = new Play(limits);
  for (const [place, next] of all.entries()) {
    play.take(next);
    if (place === restartAfter) restart(play.rig);
  }
  return play;
}

describe.each<[string, TradingRigOptions['limits']]>([
  ['a venue that does every order', {}],
  ['a venue that knows plain orders only', { matrix: plainMatrix, unsupported: 'emulate' }],
])('before %s', (_, limits) => {
  test('whatever is asked and answered, books, holds, positions and cash agree with a naive count', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(findProblems(all, limits)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('the same inputs give the same hash', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(playAll(all, limits).rig.machine.hash()).toBe(
          playAll(all, limits).rig.machine.hash(),
        );
      }),
    );
  });

  test('a machine that goes on from an exported state ends with the same hash and state', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 79 }), (all, after) => {
        const [restarted, straight] = [
          playAll(all, limits, after % all.length),
          playAll(all, limits),
        ];
        expect(restarted.rig.machine.exportState()).toEqual(straight.rig.machine.exportState());
      }),
    );
  });

  test('a machine that knows only what another one said goes on as that one would have', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 79 }), (all, after) => {
        const [recalled, straight] = [
          playAll(all, limits, after % all.length, (rig) => rig.recall()),
          playAll(all, limits),
        ];
        expect(recalled.rig.machine.exportState()).toEqual(straight.rig.machine.exportState());
      }),
    );
  });

  test('whoever folds the events knows what the machine knows', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { rig } = playAll(all, limits);
        const fold = new TradingFold(rig.config);
        for (const event of rig.events) fold.apply(event);
        expect(fold.exportState()).toEqual(rig.machine.exportState().fold);
      }),
    );
  });

  test('no new order leaves a halted account', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const play = new Play(limits);
        play.rig.setState('HALTED');
        for (const next of all) if (next.do !== 'state') play.take(next);
        expect(play.rig.effects.filter(({ type }) => type !== 'cancel')).toEqual([]);
      }),
    );
  });
});
