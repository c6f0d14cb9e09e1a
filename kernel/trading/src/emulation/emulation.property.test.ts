import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import { instructOrder, type OrderTerms, type Side, type TriggerSource } from 'argosy/domain';
import { WaitingRig, aStatus, anOrderRequest, orderId } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Kind = 'stop' | 'touch' | 'trail';
type Wish = {
  readonly kind: Kind;
  readonly side: Side;
  readonly price: number;
  readonly by: TriggerSource;
};

const prices = fc.integer({ min: 1_990, max: 2_010 }).map((ticks) => ticks * 5);
const wish = fc.record({
  kind: fc.constantFrom<Kind>('stop', 'touch', 'trail'),
  side: fc.constantFrom<Side>('buy', 'sell'),
  price: prices,
  by: fc.constantFrom<TriggerSource>('touch', 'last', 'doubleTouch', 'doubleLast'),
});
const pick = fc.nat({ max: 9 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), wish }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('quote' as const), price: prices, spread: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('trade' as const), price: prices }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, price: prices }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('state' as const),
      state: fc.constantFrom('HALTED' as const, 'ACTIVE' as const, 'ACTIVE' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      state: fc.constantFrom('halted' as const, 'open' as const, 'open' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });

/** One order that waits, as a look at every order with every price has it. */
type Waiting = {
  readonly id: OrderId;
  readonly kind: Kind;
  readonly side: Side;
  readonly by: TriggerSource;
  readonly trail: number;
  level: number | null;
  wasMet: boolean;
};
type Known = { bid: number; ask: number; last: number };

const sign = ({ side }: Pick<Waiting, 'side'>): number => (side === 'buy' ? 1 : -1);
const lineOf = ({ by, side }: Waiting): keyof Known => {
  if (by === 'last' || by === 'doubleLast') return 'last';
  return side === 'buy' ? 'ask' : 'bid';
};

/** What must happen, by a look at every order. */
class Reference {
  readonly waiting: Waiting[] = [];
  readonly gone: OrderId[] = [];
  isHalted = false;
  status: 'halted' | 'open' | null = null;
  known: Known = { bid: 10_000, ask: 10_005, last: Number.NaN };

  /** Meets prices as they come: the lines that are told. */
  meet(told: Partial<Known>): void {
    const isTrading = this.status !== 'halted';
    for (const one of this.waiting.slice()) {
      const price = told[lineOf(one)];
      if (price !== undefined) this.look(one, price, isTrading);
    }
    if (isTrading) this.known = { ...this.known, ...told };
  }

  look(one: Waiting, price: number, isTrading: boolean): void {
    const fires = one.kind === 'touch' ? -sign(one) : sign(one);
    const isMet = one.level !== null && fires * (price - one.level) >= 0;
    const isDouble = one.by === 'doubleLast' || one.by === 'doubleTouch';
    const mayGo = isMet && (!isDouble || one.wasMet);
    one.wasMet = isMet;
    if (!isTrading) return;
    if (mayGo && !this.isHalted) this.release(one);
    else if (one.kind === 'trail' && !isMet) this.follow(one, price);
  }

  release(one: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(one), 1);
    this.gone.push(one.id);
  }

  follow(one: Waiting, price: number): void {
    const next = price + sign(one) * one.trail;
    if (one.level !== null && sign(one) * (next - one.level) >= 0) return;
    one.level = next;
    one.wasMet = false;
  }
}

function termsOf({ kind, price }: Pick<Wish, 'kind' | 'price'>): OrderTerms {
  if (kind === 'stop') return { type: 'stopMarket', trigger: toPrice(price) };
  if (kind === 'touch') return { type: 'marketIfTouched', trigger: toPrice(price) };
  const distance = toPrice(price - 9_940);
  const trail = { by: 'price', distance } as const;
  return { type: 'trailingStopMarket', trail, activation: null, trigger: null };
}

/** Plays the steps against a machine and the reference at once. */
class Play {
  readonly rig: WaitingRig = new WaitingRig();
  readonly reference: Reference = new Reference();
  readonly #kinds = new Map<OrderId, Wish>();
  #made = 0;

  take(next: Step): void {
    const { rig, reference } = this;
    if (next.do === 'wait') this.#wait(next.wish);
    else if (next.do === 'quote') {
      const { price: bid, spread } = next;
      const ask = bid + 5 * spread;
      rig.quote(bid, ask);
      reference.meet({ bid, ask });
    } else if (next.do === 'trade') {
      rig.trades(next.price);
      reference.meet({ last: next.price });
    } else if (next.do === 'state') {
      rig.setState(next.state);
      reference.isHalted = next.state === 'HALTED';
    } else if (next.do === 'status') this.#setStatus(next.state);
    else this.#touch(next);
  }

  #setStatus(state: 'halted' | 'open'): void {
    const { rig, reference } = this;
    rig.feed(aStatus({ at: rig.now, state }));
    // What was known before trading stopped, or before the first word of it, is none of now.
    if (state === 'open' && reference.status !== 'open') {
      reference.known = { bid: Number.NaN, ask: Number.NaN, last: Number.NaN };
    }
    reference.status = state;
  }

  #wait(wanted: Wish): void {
    const { rig, reference } = this;
    this.#made += 1;
    const id = orderId(this.#made);
    const { kind, side, by, price } = wanted;
    const plain = anOrderRequest({ id, side, terms: termsOf(wanted), qty: toQuantity(1) });
    rig.submit(instructOrder(plain, { triggerBy: by }));
    this.#kinds.set(id, wanted);
    if (rig.machine.order(id)?.state === 'DENIED') return;
    const level = kind === 'trail' ? null : price;
    const one = { id, kind, side, by, trail: price - 9_940, level, wasMet: false };
    reference.waiting.push(one);
    this.#lookNow(one);
  }

  #lookNow(one: Waiting): void {
    const { reference } = this;
    // Who names another price than the one it trades at waits for the next of those.
    if (one.by !== 'touch') return;
    const price = reference.known[lineOf(one)];
    if (Number.isNaN(price) || reference.status === 'halted') return;
    reference.look(one, price, true);
  }

  #touch(next: Extract<Step, { readonly do: 'cancel' | 'amend' }>): void {
    const { rig, reference } = this;
    const one = reference.waiting.at(next.pick);
    if (one === undefined) return;
    if (next.do === 'cancel') {
      rig.cancel(one.id);
      reference.waiting.splice(next.pick, 1);
      return;
    }
    // A trail is amended in the other tests: here only its place is followed.
    if (one.kind === 'trail') return;
    const before = rig.of('order').length;
    rig.amend(one.id, 1, termsOf({ kind: one.kind, price: next.price }));
    if (rig.of('order').length === before) return;
    if (one.level !== next.price) one.wasMet = false;
    one.level = next.price;
    this.#lookNow(one);
  }
}

/** Ids of orders that left, and where the stops of the others stand. */
function shown({ rig }: Pick<Play, 'rig'>): readonly unknown[] {
  const left = rig.effects.map(({ type, order }) => `${type} ${order}`);
  const stops = rig.machine
    .openOrders()
    .filter(({ state }) => state === 'EMULATED')
    .map(({ request, terms }) => [request.id, 'trigger' in terms ? terms.trigger : null]);
  return [left, stops];
}

function expected({ reference }: Play): readonly unknown[] {
  return [
    reference.gone.map((id) => `submit ${id}`),
    reference.waiting.map(({ id, level }) => [id, level]),
  ];
}

test('what leaves, when, and where stops stand is what a look at every order gives', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const play = new Play();
      for (const next of all) {
        play.take(next);
        expect(shown(play)).toEqual(expected(play));
      }
      expect(play.rig.machine.checkInvariants()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

function playAll(all: readonly Step[], after: number, restart: (rig: WaitingRig) => void): Play {
  const play = new Play();
  for (const [place, next] of all.entries()) {
    play.take(next);
    if (place === after) restart(play.rig);
  }
  return play;
}

test.each<[string, (rig: WaitingRig) => void]>([
  ['exported', (rig) => rig.restart()],
  ['recalled from what was said', (rig) => rig.recall()],
])('a machine that was %s goes on as the one before it', (_, restart) => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 59 }), (all, after) => {
      const [again, straight] = [
        playAll(all, after % all.length, restart),
        playAll(all, -1, restart),
      ];
      expect(again.rig.machine.exportState()).toEqual(straight.rig.machine.exportState());
      expect(again.rig.machine.hash()).toBe(straight.rig.machine.hash());
    }),
  );
});

test('a restart that knows no price loosens no stop, and lets nothing go by itself', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { rig } = playAll(all, -1, () => {});
      const before = shown({ rig });
      rig.resume();
      expect(shown({ rig })).toEqual(before);
    }),
  );
});
