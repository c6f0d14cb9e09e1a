import { toAccountId, toInstrumentId, toQuantity, type OrderId } from 'argosy/core';
import { isOpen } from 'argosy/orders';
import { BracketRig, HonestBroker, aBracket, aLimit, orderId } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const QTY = 10;
/** Two brackets of one position: entry, target and stop. */
const brackets = [
  [1, 2, 3],
  [4, 5, 6],
].map((numbers) => numbers.map(orderId));

const units = fc.integer({ min: 1, max: QTY });
const pick = fc.integer({ min: 1, max: 6 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const ofBroker = [
  { weight: 6, arbitrary: fc.record({ do: fc.constant('fill' as const), pick, units }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('bust' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
];
const ofOthers = [
  { weight: 3, arbitrary: fc.record({ do: fc.constant('plain' as const), side, units }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('split' as const) }) },
];
const arrayOf = { minLength: 5, maxLength: 40, size: 'max' } as const;
const quietStep = fc.oneof(...ofBroker);
const anyStep = fc.oneof(...ofBroker, ...ofOthers);
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** Two brackets before a broker that answers when it is let, and takes back what it has said. */
class Stage {
  readonly rig: BracketRig = new BracketRig();
  readonly #broker = new HonestBroker(this.rig);
  #others = 7;

  constructor(count = brackets.length) {
    for (const first of [1, 4].slice(0, count)) this.rig.send(aBracket(first));
    this.answerAll();
  }

  act(next: Step): void {
    if (next.do === 'answer') this.#broker.answer();
    else if (next.do === 'fill') this.#broker.fill(orderId(next.pick), next.units);
    else if (next.do === 'expire') this.#broker.expire(orderId(next.pick));
    else if (next.do === 'bust') this.#broker.bust(orderId(next.pick));
    else if (next.do === 'cancel') this.rig.cancel(orderId(next.pick));
    else if (next.do === 'plain') this.#trade(next);
    else if (next.do === 'split') this.#split();
    else this.rig[next.do]();
  }

  answerAll(): void {
    while (this.#broker.answer());
  }

  get held(): number {
    return this.rig.machine.positions()[0]?.qty ?? 0;
  }

  /** The exits that do not work for what a bracket has entered, and is there. */
  bare(bracket = brackets[0] ?? []): readonly OrderId[] {
    const [entry, ...exits] = bracket.flatMap((id) => this.rig.machine.order(id) ?? []);
    const out = exits.reduce((sum, { filled }) => sum + filled, 0);
    const own = Math.min(this.held, (entry?.filled ?? 0) - out);
    if (own <= 0) return [];
    return exits.filter((one) => !isOpen(one)).map(({ request }) => request.id);
  }

  #trade({ side: way, units: qty }: Extract<Step, { readonly do: 'plain' }>): void {
    const order = orderId(this.#others);
    this.#others += 1;
    this.rig.submit({ id: order, side: way, qty: toQuantity(qty), terms: aLimit(10_000) });
    this.answerAll();
    this.#broker.fill(order, qty);
  }

  #split(): void {
    const action = { type: 'split', numerator: 2, denominator: 1, fractionPrice: null } as const;
    const [account, instrument] = [toAccountId('MAIN'), toInstrumentId('SBIN.NSE')];
    const entry = `split ${this.rig.events.length}`;
    this.rig.command(
      { type: 'bookAction', account, entry, instrument, action },
      { strategy: null },
    );
  }
}

/** The turns in which an exit's fill left a position on its own side, and of which no word was said. */
function turnedUnsaid({ rig }: Stage): readonly number[] {
  const exits = new Set(brackets.flatMap(([, ...others]) => others));
  const said = new Set<number>(
    rig.of('anomaly').flatMap((one) => (one.type === 'positionTurned' ? [one.number] : [])),
  );
  const turned: number[] = [];
  let by: OrderId | null = null;
  for (const event of rig.events) {
    if (event.kind === 'order') by = event.change.type === 'filled' ? event.order : null;
    if (event.kind !== 'position') continue;
    if (by !== null && exits.has(by) && event.qty < 0) turned.push(event.number);
    by = null;
  }
  return turned.filter((number) => !said.has(number));
}

describe('whatever the broker does, ends and takes back', () => {
  test('the position of a bracket stands without no stop and no target unsaid', () => {
    fc.assert(
      fc.property(fc.array(quietStep, arrayOf), (all) => {
        const stage = new Stage(1);
        for (const next of all) {
          const [before, told] = [stage.bare(), stage.rig.missing().length];
          stage.act(next);
          stage.answerAll();
          const isNew = stage.bare().some((one) => !before.includes(one));
          if (isNew) expect(stage.rig.missing().length).toBeGreaterThan(told);
        }
      }),
    );
  });

  test('nor does it where answers are on their way', () => {
    fc.assert(
      fc.property(fc.array(quietStep, arrayOf), (all) => {
        const stage = new Stage(1);
        for (const next of all) stage.act(next);
        stage.answerAll();
        if (stage.bare().length > 0) expect(stage.rig.missing()).not.toEqual([]);
      }),
    );
  });

  test('of two brackets it is told of the one whose exits are gone', () => {
    fc.assert(
      fc.property(fc.array(quietStep, arrayOf), (all) => {
        const stage = new Stage();
        for (const next of all.filter((one) => one.do !== 'bust')) stage.act(next);
        stage.answerAll();
        // What one has sold twice is the other's, and comes back with whatever is bought next.
        fc.pre(stage.rig.machine.counters.siblingFill === 0);
        const told = new Set(stage.rig.missing().map(([order]) => order));
        for (const bracket of brackets) {
          const isTold = bracket.some((one) => told.has(one));
          if (stage.bare(bracket).length > 0) expect(isTold).toBe(true);
        }
      }),
    );
  });

  test('what the exits have left fits the position once everything is answered', () => {
    fc.assert(
      fc.property(fc.array(anyStep, arrayOf), (all) => {
        const stage = new Stage();
        for (const next of all) stage.act(next);
        stage.answerAll();
        const left = brackets.map(([, ...exits]) => {
          const open = exits.flatMap((id) => stage.rig.machine.order(id) ?? []).filter(isOpen);
          const working = open.filter(({ state }) => state !== 'INITIALIZED');
          return Math.max(0, ...working.map(({ qty, filled }) => qty - filled));
        });
        const sum = left.reduce((total, one) => total + one, 0);
        expect(sum).toBeLessThanOrEqual(Math.max(0, stage.held));
      }),
    );
  });

  test('no exit turns its position over without a word', () => {
    fc.assert(
      fc.property(fc.array(anyStep, arrayOf), (all) => {
        const stage = new Stage();
        for (const next of all) stage.act(next);
        expect(turnedUnsaid(stage)).toEqual([]);
        expect(stage.rig.machine.checkInvariants()).toEqual([]);
      }),
    );
  });

  test('a machine that was restarted or only told goes on as one that was not', () => {
    fc.assert(
      fc.property(fc.array(anyStep, arrayOf), (all) => {
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
