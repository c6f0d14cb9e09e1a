import {
  decodeVersioned,
  Random,
  toOriginCode,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Command, type OrderEvent, type Quote } from 'argosy/domain';
import { Strategy, type EngineMemory, type SeatSetup } from 'argosy/engine';
import { MemoryJournal } from 'argosy/shard';
import { aQuote, aRigEngine, aSeat, aTradingConfig, ShardRig } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { engineFrameCodec, type EngineFrame } from './engine-frame.ts';
import { HostedEngine } from './hosted-engine.ts';

const INPUTS = 120;
const SECOND = 1_000_000;
const strategy = toStrategyId('TEST');

/** Trades by chance: on quotes, on bars that are built, on timers and on what becomes of its orders. */
class Restless extends Strategy {
  #seen = 0;

  override onStart(): void {
    this.data.subscribeQuotes(aQuote().instrument);
    this.data.subscribeBars(toBarSpecText(`${aQuote().instrument}-2-SECOND-MID-INTERNAL`));
  }

  override onQuote(quote: Quote): void {
    this.#seen += 1;
    if (this.random.nextFloat() < 0.3) this.#submit(quote.bid - 5 * this.random.nextInt(3));
    const [first] = this.cache.openOrders();
    if (first !== undefined && this.random.nextFloat() < 0.2) this.orders.cancel(first.request.id);
    if (this.random.nextFloat() < 0.1) {
      const at = toTimestamp(this.clock.now + SECOND * (1 + this.random.nextInt(4)));
      this.clock.setTimer(`t${this.#seen}`, at);
    }
  }

  override onBar(): void {
    this.#submit(9_900);
  }

  override onTimeEvent(): void {
    this.#submit(9_800);
  }

  override onOrderEvent({ change }: OrderEvent): void {
    if (change.type === 'filled' && this.random.nextFloat() < 0.3) this.#submit(9_700);
  }

  #submit(limit: number): void {
    const qty = toQuantity(1 + this.random.nextInt(3));
    const order = { instrument: aQuote().instrument, side: 'buy', qty } as const;
    this.orders.submit(this.orders.limit({ ...order, limit: toPrice(limit) }));
  }
}

const config = aTradingConfig();

function aRestlessSeat(): SeatSetup {
  return aSeat({ strategy: new Restless({}), code: toOriginCode('REST'), id: strategy });
}

/** What goes over a line is bytes. */
function readFrame(bytes: () => Uint8Array): EngineFrame {
  return decodeVersioned(engineFrameCodec, bytes());
}

/** An engine of its own, and what it knows of what trading has said. */
function anotherEngine(
  send: (command: Command) => void,
): HostedEngine & { readonly memory: () => EngineMemory } {
  const engine = aRigEngine(config, [aRestlessSeat()], send);
  const hosted = new HostedEngine(engine, config.instruments);
  return Object.assign(hosted, { memory: () => engine.exportMemory() });
}

/** Quotes, and a broker that accepts, fills and cancels, now or later. */
function live(rig: ShardRig, random: Random, inputs: number): void {
  for (let left = inputs; left > 0; left -= 1) {
    const [effect] = rig.sent.splice(0, 1);
    if (random.nextFloat() < 0.2) rig.pass(SECOND);
    if (effect === undefined || random.nextFloat() < 0.5) {
      const bid = 10_000 + 5 * (random.nextInt(5) - 2);
      rig.feed(aQuote({ at: rig.now + 1_000, bid, ask: bid + 5 }));
      continue;
    }
    const { order } = effect;
    if (effect.type === 'cancel') rig.report(order, { type: 'canceled', reason: null });
    else if (random.nextFloat() < 0.7) rig.fill(order, { trade: `T-${left}`, qty: 1 });
    else rig.report(order, { type: 'rejected', reason: 'by chance' });
  }
}

it('an engine at the end of a line sends what the one beside trading sends, to the last bit', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = Random.fromSeed(seed);
      const hosted: Command[] = [];
      const rig = new ShardRig({
        journal: new MemoryJournal('all'),
        config,
        seats: [aRestlessSeat()],
      });
      const other = anotherEngine((command) => void hosted.push(command));
      rig.relay.attach({ send: (_, bytes) => other.take(readFrame(bytes)) }, [aRestlessSeat()]);
      rig.open();
      live(rig, random, INPUTS);
      expect(hosted).toEqual(rig.sentCommands);
      expect(hosted.length).toBeGreaterThan(5);
    }),
    { numRuns: 40 },
  );
});

it('one that comes later knows what the one beside trading knows, and uses no id again', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = Random.fromSeed(seed);
      const later: Command[] = [];
      const rig = new ShardRig({ journal: new MemoryJournal('all'), config }).open();
      const first = anotherEngine((command) => void rig.take(command));
      const line = {
        send: (_: EngineFrame, bytes: () => Uint8Array) => waiting.push(readFrame(bytes)),
      };
      const waiting: EngineFrame[] = [];
      const work = (engine: HostedEngine): void => {
        for (const frame of waiting.splice(0)) engine.take(frame);
      };
      rig.relay.attach(line, [aRestlessSeat()]);
      for (let round = 0; round < INPUTS; round += 1) {
        live(rig, random, 1);
        work(first);
      }
      rig.relay.detach(line);
      const before = new Set(
        [...rig.trading.openOrders(), ...rig.trading.closedOrders()].map(
          ({ request }) => request.id,
        ),
      );
      waiting.length = 0;
      const second = anotherEngine((command) => {
        later.push(command);
        rig.take(command);
      });
      rig.relay.attach(line, [aRestlessSeat()]);
      for (let round = 0; round < INPUTS; round += 1) {
        live(rig, random, 1);
        work(second);
      }
      while (waiting.length > 0) work(second);
      expect(later.length).toBeGreaterThan(0);
      for (const { body } of later) {
        if (body.type === 'submit') expect(before.has(body.request.id)).toBe(false);
      }
      expect(second.memory()).toEqual(rig.relay.exportMemory());
    }),
    { numRuns: 20 },
  );
});
