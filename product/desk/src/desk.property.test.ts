import { toQuantity, unwrap, type OrderId } from 'argosy/core';
import { DeskRig, listed, owner } from '@argosy/testkit/live';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readTag } from './tag.ts';
import type { Placed, Ticket } from './ticket.ts';

const HALF_A_SECOND = 500_000;

const key = fc.nat(4).map((number) => `k-${number}`);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('place' as const), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('placeTwice' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('placeList' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancelAll' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('losePower' as const), isUnheard: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

/** What a client does that never knows whether it was heard, and says everything again. */
class Client {
  readonly answered = new Map<string, OrderId>();
  /** What it was told that cannot be. */
  readonly oddities: string[] = [];
  readonly #rig: DeskRig;
  readonly #tickets = new Map<string, Ticket>();

  constructor(rig: DeskRig) {
    this.#rig = rig;
  }

  /** A key always has the same ticket, and the odd ones fill. */
  ticket(name: string): Ticket {
    const isResting = Number(name.at(-1)) % 2 === 0;
    const changes = isResting ? {} : ({ terms: { type: 'market' } } as const);
    const made = this.#rig.aTicket({ key: name, qty: toQuantity(1), ...changes });
    const ticket = this.#tickets.get(name) ?? made;
    this.#tickets.set(name, ticket);
    return ticket;
  }

  async place(name: string, times: number): Promise<void> {
    const { desk, shard } = this.#rig;
    const asked = Array.from({ length: times }, () => desk.place(this.ticket(name), owner));
    for (const placed of await shard.hear(Promise.all(asked))) this.#note(name, unwrap(placed));
  }

  async placeList(name: string): Promise<void> {
    const { desk, shard } = this.#rig;
    const [one, two] = [this.ticket(`${name}-0`), this.ticket(`${name}-2`)];
    const list = [listed(one, { contingency: 'OCO' }), listed(two, { contingency: 'OCO' })];
    const placed = unwrap(await shard.hear(desk.placeList(list, owner)));
    for (const [place, one] of placed.entries()) this.#note(`${name}-${place * 2}`, one);
  }

  #note(name: string, { order, isRepeat }: Placed): void {
    const { id } = order.request;
    const known = this.answered.get(name);
    if (known !== undefined && known !== id) this.oddities.push(`${name} is ${known} and ${id}`);
    if (known !== undefined && !isRepeat) this.oddities.push(`${name} is placed again`);
    this.answered.set(name, id);
  }
}

test('any sequence of calls, repeats, restarts and losses of power places each key once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const rig = await DeskRig.start();
      const client = new Client(rig);
      for (const one of steps) {
        if (one.do === 'place') await client.place(one.key, 1);
        else if (one.do === 'placeTwice') await client.place(one.key, 2);
        else if (one.do === 'placeList') await client.placeList(one.key);
        else if (one.do === 'cancelAll') {
          const all = { account: owner.accounts[0] ?? fail(), book: null, instrument: null };
          await rig.shard.hear(rig.desk.cancelAll(all, owner));
        } else if (one.do === 'pass') await rig.shard.pass(HALF_A_SECOND);
        else if (one.do === 'restart') await rig.restart();
        else {
          // Placed a moment ago, and nobody hears whether it is safe.
          if (one.isUnheard) void rig.desk.place(client.ticket('k-0'), owner);
          await rig.losePower();
        }
      }
      await rig.shard.pass(HALF_A_SECOND);
      const { trading } = rig.shard;
      const digests = [...trading.openOrders(), ...trading.closedOrders()].flatMap(
        ({ request }) => readTag(request.tag).digest ?? [],
      );
      expect(client.oddities).toEqual([]);
      expect(new Set(digests).size).toBe(digests.length);
      expect(new Set(client.answered.values()).size).toBe(client.answered.size);
      for (const id of client.answered.values()) expect(trading.order(id)?.request.id).toBe(id);
      expect(trading.checkInvariants()).toEqual([]);
      await rig.stop();
    }),
    { numRuns: 25 },
  );
});

function fail(): never {
  throw new Error('the owner has an account');
}
