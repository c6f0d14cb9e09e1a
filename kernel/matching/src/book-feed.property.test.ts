import { toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { MarketData, Report } from 'argosy/domain';
import { patientQueue, proportionalQueue } from 'argosy/matching';
import { VenueRig, aBook, aBookChange, aTrade, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Step =
  | { readonly type: 'book'; readonly isSnapshot: boolean; readonly levels: readonly Level[] }
  | {
      readonly type: 'trade';
      readonly price: number;
      readonly qty: number;
      readonly by: 'buy' | 'sell';
    }
  | { readonly type: 'order'; readonly price: number; readonly qty: number; readonly sign: 1 | -1 }
  | { readonly type: 'cancel'; readonly number: number };
type Level = { readonly side: 'bids' | 'asks'; readonly away: number; readonly qty: number };

const MIDDLE = 10_000;
const qtys = fc.integer({ min: 1, max: 30 });
const near = fc.integer({ min: MIDDLE - 4, max: MIDDLE + 4 });
const level = fc.record<Level>({
  side: fc.constantFrom('bids', 'asks'),
  away: fc.integer({ min: 0, max: 4 }),
  qty: fc.oneof(fc.constant(0), qtys),
});
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({
      type: fc.constant('book'),
      isSnapshot: fc.boolean(),
      levels: fc.array(level, { maxLength: 6 }),
    }),
    fc.record({
      type: fc.constant('trade'),
      price: near,
      qty: qtys,
      by: fc.constantFrom('buy', 'sell'),
    }),
    fc.record({
      type: fc.constant('order'),
      price: near,
      qty: qtys,
      sign: fc.constantFrom(1, -1),
    }),
    fc.record({ type: fc.constant('cancel'), number: fc.nat({ max: 20 }) }),
  ),
  { maxLength: 80 },
);

/** What the last telling of a price left for ours to take, by side and price. */
class Shown {
  readonly #left = new Map<string, number>();

  tell(datum: MarketData): void {
    if (datum.kind !== 'book') return;
    if (datum.isSnapshot) this.#left.clear();
    for (const { price, qty } of datum.bids) this.#left.set(`bids ${price}`, qty);
    for (const { price, qty } of datum.asks) this.#left.set(`asks ${price}`, qty);
  }

  /** What is left once somebody has taken; below zero where it was more than was shown. */
  take(side: 'buy' | 'sell', price: number, qty: number): number {
    const key = `${side === 'buy' ? 'asks' : 'bids'} ${price}`;
    const left = (this.#left.get(key) ?? 0) - qty;
    this.#left.set(key, left);
    return left;
  }
}

function toDatum(step: Exclude<Step, { type: 'order' | 'cancel' }>, at: number): MarketData {
  if (step.type === 'trade')
    return aTrade({ at, price: step.price, qty: step.qty, aggressor: step.by });
  const of = (side: Level['side']): readonly (readonly [number, number])[] => {
    const sign = side === 'bids' ? -1 : 1;
    const named = step.levels.filter((one) => one.side === side);
    return [...new Map(named.map(({ away, qty }) => [MIDDLE + sign * away, qty]))];
  };
  const changes = { at, bids: of('bids'), asks: of('asks') };
  return step.isSnapshot ? aBook(changes) : aBookChange(changes);
}

const fillsIn = (reports: readonly Report[]) =>
  reports.flatMap(({ order, body }) => (body.type === 'filled' ? [{ order, ...body.fill }] : []));

test.each([
  ['patient', patientQueue],
  ['proportional', proportionalQueue],
] as const)(
  'nobody takes more than a book shows, nor makes more than is traded, in a %s queue',
  (_, queue) => {
    fc.assert(
      fc.property(steps, (taken) => {
        const rig = new VenueRig({ fedBy: 'book', queue });
        const shown = new Shown();
        const sides = new Map<string, 'buy' | 'sell'>();
        let heard = 0;
        for (const [index, step] of taken.entries()) {
          const at = 10 * (index + 1);
          const id = toOrderId(`0000TEST${String(index).padStart(6, '0')}`);
          if (step.type === 'order') {
            const side = step.sign > 0 ? 'buy' : 'sell';
            const terms = { type: 'limit', limit: toPrice(step.price) } as const;
            sides.set(id, side);
            rig.submit(anOrderRequest({ id, side, terms, qty: toQuantity(step.qty) }), at);
          } else if (step.type === 'cancel') {
            const other = toOrderId(`0000TEST${String(step.number).padStart(6, '0')}`);
            rig.cancel(anOrderRequest({ id: other }), at);
          } else {
            const datum = toDatum(step, at);
            shown.tell(datum);
            rig.feed(datum);
          }
          rig.runUntil(at + 5);
          const fills = fillsIn(rig.reports.slice(heard));
          heard = rig.reports.length;
          if (step.type === 'trade') {
            const made = fills.reduce((sum, { qty }) => sum + qty, 0);
            expect(made).toBeLessThanOrEqual(step.qty);
            continue;
          }
          for (const { order, liquidity, price, qty } of fills) {
            if (liquidity !== 'taker') continue;
            const left = shown.take(sides.get(order) ?? 'buy', price, qty);
            expect(left).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  },
);
