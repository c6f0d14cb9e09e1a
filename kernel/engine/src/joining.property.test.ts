import {
  alwaysOpen,
  ledgerScales,
  Random,
  SessionClock,
  toBookId,
  toOriginCode,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, toBarSpecText, toInputNumber, type Turn } from 'argosy/domain';
import { anInstrument, aQuote, aSeat } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { EngineMachine } from './engine-machine.ts';
import type { SeatSetup } from './seat-setup.ts';
import type { StrategyFault } from './strategy-fault.ts';
import { Strategy } from './strategy.ts';

const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);
const bars = toBarSpecText(`${instrument.id}-2-SECOND-MID-INTERNAL`);
const SECOND = 1_000_000;

/** Logs all that it hears, and what chance and its last bars say then. */
class Listener extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
    this.data.subscribeBars(bars);
    this.context.subscribeSignal('gossip');
    this.log.info('starts', { bars: this.cache.bars(bars).length });
    this.#sleep();
  }

  override onQuote(): void {
    this.log.info('quote', { chance: this.random.nextFloat() });
  }

  override onBar(): void {
    this.log.info('bar', { bars: this.cache.bars(bars).length });
  }

  override onTimeEvent(): void {
    this.log.info('timer');
    this.#sleep();
  }

  override onSignal(): void {
    this.log.info('signal');
  }

  override onStop(): void {
    this.log.info('stops');
  }

  #sleep(): void {
    this.clock.setTimer('again', toTimestamp(this.clock.now + 1.5 * SECOND));
  }
}

type Rig = { readonly engine: EngineMachine; readonly heard: string[]; faults: StrategyFault[] };

function seatOf(id: string, strategy: Strategy = new Listener({})): SeatSetup {
  const code = toOriginCode(`${id}${id}${id}${id}`);
  return aSeat({ strategy, id: toStrategyId(id), code, book: toBookId(id) });
}

function rigOf(...ids: readonly string[]): Rig {
  const heard: string[] = [];
  const faults: StrategyFault[] = [];
  const engine = new EngineMachine({
    instruments,
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    externalBars: [],
    scales: ledgerScales({}),
    strategies: ids.map((id) => seatOf(id)),
    random: Random.fromSeed(7),
    out: {
      command: () => {},
      ask: () => {},
      log: ({ strategy, at, message, fields }) =>
        heard.push(`${strategy} ${at} ${message} ${JSON.stringify(fields)}`),
      fault: (fault) => void faults.push(fault),
    },
  });
  return { engine, heard, faults };
}

function turnAt(number: number): Turn {
  const place = instruments.indexOf(instrument.id) ?? -1;
  return { number: toInputNumber(number), now: toTimestamp(number * 400_000), instrument: place };
}

function tell({ engine }: Rig, number: number): void {
  const quote = { ...aQuote({ at: number * 400_000 }), instrument: instrument.id };
  engine.handle(quote, turnAt(number));
}

const of = (id: string, { heard }: Rig): readonly string[] =>
  heard.filter((line) => line.startsWith(`${id} `));

it('strategies that come and go leave those beside them as they would be alone', () => {
  const step = fc.constantFrom('quote', 'quote', 'quote', 'join', 'leave');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const [joined, alone] = [rigOf('A', 'Z'), rigOf('A', 'Z')];
      for (const { engine } of [joined, alone]) engine.start(turnAt(0));
      const guest = toStrategyId('M');
      for (const [at, what] of steps.entries()) {
        if (what === 'quote') for (const one of [joined, alone]) tell(one, at + 1);
        else if (what === 'leave') joined.engine.leave(guest, turnAt(at));
        else if (joined.engine.seats.length === 2) {
          joined.engine.join(seatOf('M'), turnAt(at), () => -1);
        }
      }
      expect([of('A', joined), of('Z', joined)]).toEqual([of('A', alone), of('Z', alone)]);
    }),
  );
});

describe('a strategy that joins', () => {
  test('hears in the order of the ids, from there on until it leaves', () => {
    const rig = rigOf('A', 'Z');
    rig.engine.start(turnAt(0));
    tell(rig, 1);
    rig.engine.join(seatOf('M'), turnAt(1), () => -1);
    rig.heard.length = 0;
    tell(rig, 2);
    expect(rig.heard.map(([id]) => id)).toEqual(['A', 'M', 'Z']);
    rig.engine.leave(toStrategyId('M'), turnAt(2));
    expect(rig.heard.at(-1)).toContain('M 800000 stops');
    for (let number = 3; number < 30; number += 1) tell(rig, number);
    expect(of('M', rig).at(-1)).toContain('stops');
  });

  test('begins anew when it comes back: with no bars of before', () => {
    const rig = rigOf('A');
    rig.engine.start(turnAt(0));
    for (let number = 1; number < 30; number += 1) tell(rig, number);
    const again = rig.engine.leave(toStrategyId('A'), turnAt(30));
    expect(again?.state).toBe('STOPPED');
    rig.engine.join(seatOf('A'), turnAt(30), () => -1);
    expect(rig.heard.at(-1)).toContain('starts {"bars":0}');
  });

  test('and throws as it starts is ended alone', () => {
    class Broken extends Listener {
      override onStart(): void {
        super.onStart();
        throw new RangeError('not today');
      }
    }
    const rig = rigOf('A');
    rig.engine.start(turnAt(0));
    rig.engine.join(seatOf('M', new Broken({})), turnAt(0), () => -1);
    expect(rig.faults).toMatchObject([{ callback: 'onStart', message: 'RangeError: not today' }]);
    rig.heard.length = 0;
    tell(rig, 1);
    expect(rig.heard.map(([id]) => id)).toEqual(['A']);
  });

  test('under the id of one that is there is refused', () => {
    const rig = rigOf('A');
    rig.engine.start(turnAt(0));
    expect(() => rig.engine.join(seatOf('A'), turnAt(0), () => -1)).toThrow('id A');
  });
});
