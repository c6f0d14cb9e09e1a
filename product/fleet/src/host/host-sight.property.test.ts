import {
  Random,
  toInstrumentId,
  toOriginCode,
  toPrice,
  toQuantity,
  toStrategyId,
} from 'argosy/core';
import {
  toBarSpecText,
  type Command,
  type Instrument,
  type MarketData,
  type Quote,
} from 'argosy/domain';
import { Strategy, type SeatSetup } from 'argosy/engine';
import { HostedEngine, MemoryJournal } from 'argosy/shard';
import {
  aBook,
  aBookChange,
  aMarkPrice,
  anAccount,
  anInstrument,
  aQuote,
  aRigEngine,
  aSeat,
  aTrade,
  aTradingConfig,
  rupees,
  ShardRig,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { HostLine } from './host-line.ts';
import { HostSight } from './host-sight.ts';
import { decodeToHost, type HostPlan } from './messages.ts';
import type { WireMessage } from '@argosy/bridge/wire';

const INPUTS = 150;
const SECOND = 1_000_000;
const named = (name: string): Instrument => anInstrument({ id: toInstrumentId(name) });
const [own, traded, other] = [named('OWN.NSE'), named('TRADED.NSE'), named('OTHER.NSE')];
const instruments = [own, traded, other];
const config = aTradingConfig({
  instruments,
  accounts: [anAccount({ balances: [rupees(1_000_000_00n)] })],
});

/** Trades by chance and by what its account is worth, on quotes, built bars and timers. */
class Restless extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(own.id);
    this.data.subscribeBars(toBarSpecText(`${own.id}-2-SECOND-MID-INTERNAL`));
  }

  override onQuote(quote: Quote): void {
    if (this.random.nextFloat() < 0.3) this.#submit(quote.bid);
    if (this.random.nextFloat() < 0.1) {
      this.clock.setTimer('later', (this.clock.now + 2 * SECOND) as typeof this.clock.now);
    }
  }

  override onBar(): void {
    this.#submit(9_900);
  }

  override onTimeEvent(): void {
    this.#submit(9_800);
  }

  #submit(limit: number): void {
    const worth = Number(this.portfolio.equity().amount % 7n);
    const order = { instrument: own.id, side: 'buy', qty: toQuantity(1 + worth) } as const;
    this.orders.submit(this.orders.limit({ ...order, limit: toPrice(limit) }));
  }
}

function aRestlessSeat(): SeatSetup {
  return aSeat({
    strategy: new Restless({}),
    code: toOriginCode('REST'),
    id: toStrategyId('TEST'),
    sees: 'listened',
  });
}

function aPlan(): Pick<HostPlan, 'instruments' | 'strategies'> {
  const { strategy: _, scan: __, ...seat } = aRestlessSeat();
  return {
    instruments,
    strategies: [{ file: '', name: null, parameters: {}, seat, isScanned: false }],
  };
}

/** A price of any kind of any of them; of books the next step. */
function aPrice(rig: ShardRig, random: Random): MarketData {
  const { id: instrument } = instruments[random.nextInt(instruments.length)] ?? own;
  const price = 10_000 + 5 * (random.nextInt(9) - 4);
  const of = { at: rig.now + 1_000, instrument };
  const [bids, asks] = [[[price, 10]], [[price + 5, 10]]] as const;
  const kinds = [
    () => aQuote({ ...of, bid: price, ask: price + 5 }),
    () => aTrade({ ...of, price }),
    () => aBook({ ...of, bids, asks }),
    () => aBookChange({ ...of, bids: [[price, random.nextInt(3)]] }),
    () => (random.nextFloat() < 0.2 ? aMarkPrice({ ...of, price }) : aTrade({ ...of, price })),
  ];
  // Some instruments have quotes of their own, others what their books give.
  const kind = instrument === own.id ? 0 : random.nextInt(kinds.length);
  return (kinds[kind] ?? kinds[0])?.() ?? aQuote(of);
}

/** Prices of all three, orders by hand in one that the strategy does not listen to, and fills of both. */
function live(rig: ShardRig, random: Random): void {
  for (let left = INPUTS; left > 0; left -= 1) {
    const [effect] = rig.sent.splice(0, 1);
    if (random.nextFloat() < 0.2) rig.pass(SECOND);
    if (effect !== undefined && random.nextFloat() < 0.5) {
      if (effect.type === 'submit') rig.fill(effect.order, { trade: `T-${left}`, qty: 1 });
      continue;
    }
    if (random.nextFloat() < 0.1) rig.submit({ instrument: traded.id, qty: toQuantity(2) });
    else rig.feed(aPrice(rig, random));
  }
}

it('a host that is spared prices sends what the engine beside trading sends, to the last bit', () => {
  let spared = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = Random.fromSeed(seed);
      const hosted: Command[] = [];
      const rig = new ShardRig({
        journal: new MemoryJournal('all'),
        config,
        seats: [aRestlessSeat()],
      });
      const engine = aRigEngine(config, [aRestlessSeat()], (command) => void hosted.push(command));
      const far = new HostedEngine(engine, config.instruments);
      const line = new HostLine({
        writer: {
          write: (message: WireMessage) => {
            const told = decodeToHost(message);
            if (told.type !== 'frame') return;
            if (told.frame.type === 'passed') spared += 1;
            far.take(told.frame);
          },
          waiting: 0,
        },
        sight: new HostSight(aPlan()),
        pricesOf: (instrument) => rig.relay.pricesOf(instrument),
        onLost: () => {},
      });
      rig.relay.attach(line, [aRestlessSeat()]);
      rig.open();
      line.want([own.id]);
      live(rig, random);
      expect(hosted).toEqual(rig.sentCommands);
    }),
    // In the example a book that has given a quote loses a side before the host needs its prices.
    { numRuns: 60, examples: [[1_915_031_069]] },
  );
  expect(spared).toBeGreaterThan(1_000);
});

describe('a strategy that sees what it listens to', () => {
  /** What comes of a quote, at which it looks at one instrument or begins to listen to it. */
  function atQuote(does: 'look' | 'listen', instrument: Instrument): () => void {
    class Curious extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(own.id);
      }

      override onQuote(): void {
        if (does === 'look') this.cache.quote(instrument.id);
        else this.data.subscribeTrades(instrument.id);
      }
    }
    const seat = aSeat({ strategy: new Curious({}), sees: 'listened' });
    const rig = new ShardRig({ journal: new MemoryJournal('hash'), config, seats: [seat] }).open();
    return () => rig.feed(aQuote({ at: rig.now + 1_000, instrument: own.id }));
  }

  test('may look at that, and is ended where it looks at something else', () => {
    expect(atQuote('look', own)).not.toThrow();
    expect(atQuote('look', other)).toThrow('price of something else');
  });

  test('says as it starts what that is', () => {
    expect(atQuote('listen', own)).not.toThrow();
    expect(atQuote('listen', other)).toThrow('says in onStart');
  });
});
