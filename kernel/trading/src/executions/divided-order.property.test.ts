import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import {
  instructOrder,
  limitOnceFired,
  parentOf,
  type ExecutionEvent,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type TradingEvent,
} from 'argosy/domain';
import { isOpen, linkOco, linkOto, linkOuo } from 'argosy/orders';
import {
  HonestBroker,
  WaitingRig,
  aLimit,
  aStop,
  anAccount,
  nthRequest,
  orderId,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const QTY = 20;
const SHOWN = 6;
const hidden = (n: number, changes: Partial<OrderRequest>): OrderRequest =>
  instructOrder(nthRequest(n, { qty: toQuantity(QTY), ...changes }), {
    display: toQuantity(SHOWN),
  });
const stopLimit = (trigger: number, limit: number): OrderTerms => ({
  type: 'stopLimit',
  trigger: toPrice(trigger),
  limit: toPrice(limit),
});
const touched = (trigger: number): OrderTerms => ({
  type: 'limitIfTouched',
  trigger: toPrice(trigger),
  limit: toPrice(trigger),
});
const trailing: OrderTerms = {
  type: 'trailingStopLimit',
  trail: { by: 'price', distance: toPrice(60) },
  limitOffset: toPrice(5),
  activation: null,
  trigger: null,
};
const whole = { qty: toQuantity(QTY) };
const sale = { side: 'sell', ...whole } as const;

/** Orders of which nothing but a part may be shown, alone and in each place of a list. */
const sent: Readonly<Record<string, readonly OrderRequest[]>> = {
  'a stop that fires into parts': [hidden(1, { terms: stopLimit(10_020, 10_050) })],
  'one to be touched': [hidden(1, { terms: touched(9_980) })],
  'one that trails': [hidden(1, { terms: trailing })],
  'an entry with plain exits': linkOto(
    hidden(1, { terms: aLimit(10_000) }),
    linkOuo([
      nthRequest(2, { ...sale, terms: aLimit(10_050) }),
      nthRequest(3, { ...sale, terms: aStop(9_950) }),
    ]),
    'eachFill',
  ),
  'a bracket of nothing but such orders': linkOto(
    hidden(1, { terms: aLimit(10_000) }),
    linkOuo([
      hidden(2, { ...sale, terms: aLimit(10_050) }),
      hidden(3, { ...sale, terms: stopLimit(9_950, 9_900) }),
    ]),
    'eachFill',
  ),
  'a pair of which one cancels the other': linkOco([
    hidden(1, { terms: aLimit(9_990) }),
    hidden(2, { terms: stopLimit(10_030, 10_050) }),
  ]),
};

const kinds = [
  'answer',
  'answer',
  'answer',
  'fill',
  'fill',
  'fill',
  'quote',
  'quote',
  'second',
  'refuse',
  'bust',
  'expire',
  'cancel',
  'endPart',
  'amend',
  'state',
  'sell',
  'minutes',
  'kill',
] as const;
const step = fc.record({
  kind: fc.nat(kinds.length - 1),
  pick: fc.integer({ min: 1, max: 3 }),
  amount: fc.nat(60),
});
const steps = fc.array(step, { minLength: 10, maxLength: 70, size: 'max' });
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A life of such orders before a broker that does what it is asked, when the test lets it. */
class Life {
  readonly rig: WaitingRig;
  readonly #broker: HonestBroker;
  #sold = 0;
  #hasKilled = false;

  constructor(requests: readonly OrderRequest[], kind: 'margin' | 'cash') {
    this.rig = new WaitingRig({
      accounts: [anAccount({ kind, balances: [rupees(1_000_000_00n)] })],
    });
    this.#broker = new HonestBroker(this.rig);
    const [first] = requests;
    if (requests.length > 1) this.rig.send(requests);
    else this.rig.submit(first);
  }

  get orders(): readonly Order[] {
    const { machine } = this.rig;
    return [...machine.openOrders(), ...machine.closedOrders()];
  }

  partsOf(id: OrderId): readonly Order[] {
    return this.orders.filter(({ request }) => parentOf(request.id) === id);
  }

  take({ kind, pick, amount }: Step): void {
    const { rig } = this;
    const id = orderId(pick);
    const name = kinds[kind];
    if (name === 'answer') this.#broker.answer();
    else if (name === 'refuse') this.#broker.refuse();
    else if (name === 'quote') rig.quote(9_940 + 5 * (amount % 25));
    else if (name === 'second') this.pass(1);
    else if (name === 'minutes') this.pass(70);
    else if (name === 'cancel') rig.cancel(id);
    else if (name === 'state')
      rig.setState((['HALTED', 'REDUCING', 'ACTIVE'] as const)[amount % 3] ?? 'ACTIVE');
    else if (name === 'amend') this.#amend(id, amount);
    else if (name === 'sell') this.#sell(1 + (amount % 9));
    else if (name === 'kill') this.#kill();
    else this.#touchPart(name, id, amount);
  }

  pass(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.rig.take({ kind: 'time', availableAt: this.rig.now });
    }
  }

  /** Lets everything that is under way come to its end. */
  settle(): void {
    this.rig.setState('ACTIVE');
    for (let round = 0; round < 3; round += 1) {
      while (this.#broker.answer());
      this.pass(70);
    }
    while (this.#broker.answer());
  }

  #touchPart(name: (typeof kinds)[number] | undefined, id: OrderId, amount: number): void {
    const parts = this.partsOf(id);
    const part = parts[amount % Math.max(1, parts.length)]?.request.id ?? id;
    const isOut = (order: Order): boolean => isOpen(order) && order.state !== 'INITIALIZED';
    const out = parts.find(isOut)?.request.id ?? id;
    if (name === 'fill') this.#broker.fill(out, 1 + (amount % SHOWN));
    else if (name === 'bust') this.#broker.bust(part);
    else if (name === 'expire') this.#broker.expire(out);
    else this.rig.cancel(part);
  }

  #amend(id: OrderId, amount: number): void {
    const order = this.rig.machine.order(id);
    if (order === undefined) return;
    const { terms, qty, request } = order;
    const by = 5 * ((amount % 5) - 2);
    const after: OrderTerms = terms.type === 'limit' ? aLimit(terms.limit + by) : { ...terms };
    const isSized = request.link !== null;
    this.rig.amend(id, isSized ? qty : Math.max(1, qty + (amount % 7) - 3), after);
  }

  #sell(qty: number): void {
    const held = this.rig.machine.positions()[0]?.qty ?? 0;
    if (held < qty) return;
    this.#sold += 1;
    const id = orderId(100 + this.#sold);
    this.rig.submit({ id, side: 'sell', qty: toQuantity(qty), terms: aLimit(10_000) });
    while (this.#broker.answer());
    this.#broker.fill(id, qty);
  }

  #kill(): void {
    // A scope that nothing loosens would end most lives early.
    if (this.#hasKilled) return;
    this.#hasKilled = true;
    const { account } = nthRequest(1);
    const scope = { kind: 'account' } as const;
    this.rig.command({ type: 'kill', account, scope, reason: 'test' }, { strategy: null });
  }
}

const leavesOf = ({ qty, filled }: Order): number => Math.max(0, qty - filled);

/** What of an order and its parts is not as it has to be, by the parts alone. */
function wrongOf(life: Life, order: Order): readonly string[] {
  const { id } = order.request;
  const parts = life.partsOf(id);
  if (parts.length === 0) return [];
  const wrong: string[] = [];
  const note = (isWrong: boolean, what: string): void => {
    if (isWrong) wrong.push(`${id} ${order.state} ${order.filled} of ${order.qty}: ${what}`);
  };
  const filled = parts.reduce((sum, part) => sum + part.filled, 0);
  const worth = parts.reduce((sum, part) => sum + part.filledValue, 0n);
  const open = parts.filter((part) => isOpen(part));
  const staying = open.filter(({ pending }) => pending === null);
  const asked = life.rig.machine.executions().find(({ request }) => request.id === id)?.qty ?? 0;
  note(filled !== order.filled || worth !== order.filledValue, `its parts have filled ${filled}`);
  note(
    parts.some(({ qty }) => qty > SHOWN),
    'a part shows more than it is to show',
  );
  const working = staying.reduce((sum, part) => sum + leavesOf(part), 0);
  note(working > Math.max(0, asked - filled), `${working} works of ${asked}`);
  note(!isOpen(order) && open.length > 0 && staying.length > 0, 'a part works without it');
  note(isOpen(order) && order.state !== 'IN_PARTS', 'it has parts');
  return wrong;
}

const endings: ReadonlySet<string> = new Set(['pendingCancel', 'canceled', 'expired']);

/** The parts that went out in a turn in which, or after which, their order was not to work any more. */
function wrongSent(life: Life, said: number): readonly string[] {
  const ending = new Map<OrderId, number>();
  const wrong: string[] = [];
  for (const event of life.rig.events) {
    if (event.kind === 'order') {
      const { type } = event.change;
      if (endings.has(type)) ending.set(event.order, event.number);
      else if (type === 'partBusted') ending.delete(event.order);
    } else if (isSending(event) && ending.has(event.execution)) {
      wrong.push(`${event.execution} ends, and sent a part`);
    }
  }
  const sending = life.rig.events.slice(said).filter(isSending);
  for (const { execution: id, number } of sending) {
    if (ending.get(id) === number) wrong.push(`${id} sent a part in the turn in which it ends`);
    const out = life.partsOf(id).filter((part) => isOpen(part));
    if (out.length > 1) wrong.push(`${id} has ${out.length} parts out`);
  }
  return wrong;
}

function isSending(event: TradingEvent): event is ExecutionEvent {
  return event.kind === 'execution' && event.change.type === 'sliced';
}

describe.each(Object.entries(sent))('%s', (_, requests) => {
  test.each(['margin', 'cash'] as const)(
    'is the sum of its parts, whatever happens, on %s',
    (kind) => {
      fc.assert(
        fc.property(steps, (all) => {
          const life = new Life(requests, kind);
          for (const next of all) {
            const said = life.rig.events.length;
            life.take(next);
            const wrong = requests.flatMap(({ id }) => {
              const order = life.rig.machine.order(id);
              return order === undefined ? [] : wrongOf(life, order);
            });
            expect([...wrong, ...wrongSent(life, said)]).toEqual([]);
          }
          expect(life.rig.machine.checkInvariants()).toEqual([]);
          life.settle();
          const stuck = life.orders.filter(({ pending }) => pending !== null);
          expect(stuck.map(({ request, state }) => [request.id, state])).toEqual([]);
          expect(life.rig.machine.checkInvariants()).toEqual([]);
        }),
        { numRuns: 100 },
      );
    },
  );

  test.each(['restart', 'recall'] as const)('goes on after a %s as if nothing had been', (how) => {
    fc.assert(
      fc.property(steps, fc.nat(69), (all, after) => {
        const [again, straight] = [new Life(requests, 'margin'), new Life(requests, 'margin')];
        for (const [place, next] of all.entries()) {
          for (const life of [again, straight]) life.take(next);
          if (place === after % all.length) again.rig[how]();
        }
        expect(again.rig.machine.hash()).toBe(straight.rig.machine.hash());
        expect(again.rig.machine.exportMemory()).toEqual(straight.rig.machine.exportMemory());
      }),
      { numRuns: 40 },
    );
  });

  test('says nothing and sends nothing twice after a recovery that knows no price', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const life = new Life(requests, 'margin');
        for (const next of all) life.take(next);
        life.settle();
        const before = [life.rig.effects.length, life.orders];
        life.rig.recover();
        life.pass(1);
        expect([life.rig.effects.length, life.orders]).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});

test('one on its own holds what the rest of it needs, on a cash account', () => {
  const [request] = sent['one to be touched'] ?? [];
  if (request === undefined) throw new Error('there is one');
  fc.assert(
    fc.property(steps, (all) => {
      const life = new Life([request], 'cash');
      for (const next of all) {
        if (kinds[next.kind] === 'sell') continue;
        life.take(next);
        const order = life.rig.machine.order(request.id);
        if (order === undefined) continue;
        const asked = life.rig.machine.executions()[0]?.qty ?? order.qty;
        const covered = Math.max(order.qty, order.pending === 'update' ? asked : 0);
        const limit = limitOnceFired(order.terms, 'buy') ?? 0;
        const needs = isOpen(order) ? BigInt(limit) * BigInt(covered - order.filled) : 0n;
        const held = life.rig.machine.book.held(request.account, rupees(0n).currency);
        if (order.pending !== null) expect(held).toBeGreaterThanOrEqual(needs);
        else expect(held).toBe(needs);
      }
    }),
    { numRuns: 100 },
  );
});
