import { toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { Order, OrderRequest, OrderTerms, PositionEvent, Side } from 'argosy/domain';
import { isOpen, linkOto, linkOuo } from 'argosy/orders';
import {
  HonestBroker,
  TradingRig,
  aQuote,
  aTouch,
  anAccount,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const QTY = 12;
const id = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);
const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const request = (n: number, side: Side, terms: OrderTerms): OrderRequest =>
  anOrderRequest({ id: id(n), side, terms, qty: toQuantity(QTY) });

/** Two that buy and one that sells, all for one position. */
const brackets = [
  linkOto(
    request(1, 'buy', limit(10_000)),
    linkOuo([request(2, 'sell', limit(10_100)), request(3, 'sell', stop(9_900))]),
    'eachFill',
  ),
  linkOto(
    request(4, 'buy', limit(9_990)),
    linkOuo([request(5, 'sell', limit(10_100)), request(6, 'sell', stop(9_900))]),
    'eachFill',
  ),
  linkOto(
    request(7, 'sell', limit(10_050)),
    linkOuo([request(8, 'buy', limit(9_950)), request(9, 'buy', stop(10_150))]),
    'eachFill',
  ),
];
const exitIds = new Set([2, 3, 5, 6, 8, 9].map(id));

const units = fc.integer({ min: 1, max: QTY });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const pick = fc.integer({ min: 1, max: 9 });
const fill = { do: fc.constant('fill' as const), pick, units };
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record(fill) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('plain' as const), side, units }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
);
const steps = fc.array(step, { minLength: 5, maxLength: 40, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** An account that may be short, with its brackets, before a broker that answers when it is let. */
class Stage {
  readonly rig: TradingRig;
  readonly #broker: HonestBroker;
  #plain = 10;

  constructor() {
    const account = anAccount({ kind: 'margin', balances: [rupees(100_000_00n)] });
    this.rig = new TradingRig({ accounts: [account] });
    this.#broker = new HonestBroker(this.rig);
    this.rig.feed(aQuote());
    for (const bracket of brackets) {
      const orders = bracket.map((one) => ({ request: one, touch: aTouch() }));
      this.rig.command({ type: 'submitList', orders });
    }
    this.answerAll();
  }

  act(next: Step): void {
    if (next.do === 'answer') this.#broker.answer();
    else if (next.do === 'restart') this.rig.restart();
    else if (next.do === 'recall') this.rig.recall();
    else if (next.do === 'cancel') this.rig.cancel(id(next.pick));
    else if (next.do === 'fill') this.#broker.fill(id(next.pick), next.units);
    else this.#trade(next.side, next.units);
  }

  answerAll(): void {
    while (this.#broker.answer());
  }

  order(n: OrderId): Order | undefined {
    return this.rig.machine.order(n);
  }

  get held(): number {
    return this.rig.machine.positions()[0]?.qty ?? 0;
  }

  /** An order beside the brackets, which is done at once. */
  #trade(plainSide: Side, qty: number): void {
    const order = id(this.#plain);
    this.#plain += 1;
    this.rig.submit({ id: order, side: plainSide, qty: toQuantity(qty), terms: limit(10_000) });
    this.answerAll();
    this.#broker.fill(order, qty);
  }
}

/** How many units each exit that works has left, and what it should have. */
function leftOf(stage: Stage): { readonly found: unknown; readonly due: unknown } {
  const room = { sell: Math.max(0, stage.held), buy: Math.max(0, -stage.held) };
  const [found, due]: [unknown[], unknown[]] = [[], []];
  for (const bracket of brackets) {
    const [entry, ...exits] = bracket.flatMap((one) => stage.order(one.id) ?? []);
    const open = exits.filter(isOpen);
    if (entry === undefined || open.length === 0) continue;
    const { side: closing } = exits[0]?.request ?? entry.request;
    const done = exits.reduce((sum, { filled }) => sum + filled, 0);
    const own = Math.min(room[closing], Math.max(0, entry.filled - done));
    room[closing] -= own;
    const working = open.filter(({ state }) => state !== 'INITIALIZED');
    found.push(working.map(({ qty, filled }) => qty - filled));
    due.push(own === 0 ? [] : open.map(() => own));
  }
  return { found, due };
}

/** The position after each fill of an exit turned it over. */
function overturned(stage: Stage): readonly PositionEvent[] {
  const { events } = stage.rig;
  const turned: PositionEvent[] = [];
  let [held, by]: [number, OrderId | null] = [0, null];
  for (const event of events) {
    if (event.kind === 'order' && event.change.type === 'filled') by = event.order;
    if (event.kind !== 'position') continue;
    const isTurned = held === 0 ? event.qty !== 0 : held * event.qty < 0;
    if (by !== null && exitIds.has(by) && isTurned) turned.push(event);
    held = event.qty;
  }
  return turned;
}

/** How often an entry was said to have filled after an exit; an exit cut short in growing is another case. */
const missingOf = ({ rig }: Stage): number =>
  rig.of('anomaly').filter(({ type, detail }) => {
    return (
      type === 'exitMissing' && / came after its (?:stop|target|exits) had ended$/u.test(detail)
    );
  }).length;

/** How much an entry has filled, and whether its stop and its target are there and not about to end. */
function fate(
  stage: Stage,
  bracket: readonly OrderRequest[],
): { readonly filled: number; readonly hasExits: boolean } {
  const [entry, ...exits] = bracket.flatMap((one) => stage.order(one.id) ?? []);
  const hasExits = exits.every((one) => isOpen(one) && one.pending !== 'cancel');
  return { filled: entry?.filled ?? 0, hasExits };
}

describe('where the broker answers before anything else happens', () => {
  test('no exit of a list turns its position over', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const stage = new Stage();
        for (const next of all) {
          stage.act(next);
          stage.answerAll();
        }
        expect(overturned(stage)).toEqual([]);
      }),
    );
  });

  test('the exits of each list have what is left of the position after the earlier lists', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const stage = new Stage();
        for (const next of all) {
          stage.act(next);
          stage.answerAll();
          const { found, due } = leftOf(stage);
          expect(found).toEqual(due);
        }
      }),
    );
  });

  test('no entry brings a position without its exits, unless their owner has canceled them', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const stage = new Stage();
        for (const next of all.filter((one) => one.do !== 'cancel')) {
          stage.act(next);
          stage.answerAll();
        }
        for (const bracket of brackets) {
          const [entry, ...exits] = bracket.flatMap((one) => stage.order(one.id) ?? []);
          if (entry === undefined || entry.filled === 0 || !isOpen(entry)) continue;
          expect(exits.some(isOpen)).toBe(true);
        }
        expect(stage.rig.machine.counters.exitMissing).toBe(0);
      }),
    );
  });
});

describe('where answers are on their way', () => {
  test('the exits fit the position once everything is answered', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const stage = new Stage();
        for (const next of all) stage.act(next);
        stage.answerAll();
        const { found, due } = leftOf(stage);
        expect(found).toEqual(due);
      }),
    );
  });

  test('an entry that makes a position larger after its exits have ended is told of', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const stage = new Stage();
        for (const next of all) {
          const told = missingOf(stage);
          const bare = brackets.filter((one) => !fate(stage, one).hasExits);
          const filled = bare.map((one) => fate(stage, one).filled);
          stage.act(next);
          const isBare = bare.some((one, place) => {
            const isSame = fate(stage, one).filled === filled[place];
            return !isSame && stage.held * (one[0]?.side === 'buy' ? 1 : -1) > 0;
          });
          expect(isBare).toBe(missingOf(stage) > told);
        }
      }),
    );
  });

  test('a machine that was restarted or only told goes on as one that was not', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const [whole, broken] = [new Stage(), new Stage()];
        for (const next of all) {
          if (next.do !== 'restart' && next.do !== 'recall') whole.act(next);
          broken.act(next);
        }
        expect(broken.rig.machine.hash()).toBe(whole.rig.machine.hash());
      }),
    );
  });
});
