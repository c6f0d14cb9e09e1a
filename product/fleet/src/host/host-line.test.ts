import {
  assert,
  encodeVersioned,
  toInstrumentId,
  toOriginCode,
  toTimestamp,
  type InstrumentId,
} from 'argosy/core';
import { toInputNumber, type Input } from 'argosy/domain';
import { engineFrameCodec, type EngineFrame } from 'argosy/shard';
import { anEventHead, anInstrument, aQuote, aSeat, aTrade, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, test } from 'vitest';

import { HostLine } from './host-line.ts';
import { HostSight } from './host-sight.ts';
import { decodeToHost } from './messages.ts';
import type { WireMessage } from '@argosy/bridge/wire';

/** Sends a frame as a relay does. */
function give(frame: EngineFrame): void {
  line.send(
    frame,
    () => encodeVersioned(engineFrameCodec, frame),
    () => encodeVersioned(engineFrameCodec, 'turn' in frame ? passedAt(frame.turn) : frame),
  );
}

const passedAt = (turn: InputFrame['turn']): EngineFrame => ({ type: 'passed', turn });
type InputFrame = Extract<EngineFrame, { readonly type: 'input' }>;

let sent: EngineFrame[];
/** Whether each of them could wait. */
let unhurried: boolean[];
let waiting: number;
let isLost: boolean;
let line: HostLine;

beforeEach(() => {
  sent = [];
  unhurried = [];
  waiting = 0;
  isLost = false;
  line = new HostLine({
    writer: {
      write: (message: WireMessage) => {
        const told = decodeToHost(message);
        assert(told.type === 'frame', 'only frames are sent');
        sent.push(told.frame);
      },
      get waiting() {
        return waiting;
      },
    },
    sight: new HostSight({ instruments: [anInstrument()], strategies: [] }),
    pricesOf: () => [],
    onLost: () => {
      isLost = true;
    },
    bytesWarn: 100,
    bytesMax: 200,
  });
});

const turnAt = (number: number): InputFrame['turn'] => ({
  number: toInputNumber(number),
  now: toTimestamp(number),
});
const anInput = (number: number, input: Input): InputFrame => ({
  type: 'input',
  turn: turnAt(number),
  input,
});
const quoteOf = (number: number, instrument: InstrumentId = toInstrumentId('A.NSE')): InputFrame =>
  anInput(number, { ...aQuote({ at: number, bid: number, ask: number + 5 }), instrument });

const numbers = (): readonly number[] =>
  sent.flatMap((frame) => ('turn' in frame ? [frame.turn.number] : []));

it('passes all on, in order, while the host reads', () => {
  for (const number of [1, 2, 3]) give(quoteOf(number));
  expect(sent).toEqual([1, 2, 3].map((number) => quoteOf(number)));
  expect(line.conflated).toBe(0);
});

it('keeps the newest price while the host is behind, and says how many it left out', () => {
  waiting = 150;
  for (const number of [1, 2, 3]) give(quoteOf(number));
  expect(sent).toEqual([]);
  waiting = 0;
  line.catchUp();
  expect(sent).toEqual([{ type: 'conflated', count: 2 }, quoteOf(3)]);
  expect(line.conflated).toBe(2);
});

it('leaves out no time, and does not let it go back', () => {
  waiting = 150;
  give(quoteOf(1));
  give({ type: 'passed', turn: turnAt(2) });
  waiting = 0;
  give(quoteOf(3));
  expect(numbers()).toEqual([2, 2, 3]);
  expect(sent[1]).toMatchObject({ input: { bid: 1 } });
});

it('gives a host up that is too far behind, once', () => {
  waiting = 201;
  give(quoteOf(1));
  give(quoteOf(2));
  waiting = 0;
  give(quoteOf(3));
  expect([isLost, sent]).toEqual([true, []]);
});

test('no last price is lost, nothing that is no price is left out, time never goes back', () => {
  const step = fc.record({
    what: fc.constantFrom('quote', 'trade', 'time', 'read', 'fall behind', 'catch up'),
    place: fc.nat(3),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      sent.length = 0;
      waiting = 0;
      const given: EngineFrame[] = [];
      for (const [number, { what, place }] of steps.entries()) {
        const instrument = toInstrumentId(`I${place}.NSE`);
        if (what === 'read') waiting = 0;
        else if (what === 'fall behind') waiting = 150;
        else if (what === 'catch up') line.catchUp();
        else {
          const input =
            what === 'quote'
              ? { ...aQuote({ at: number, bid: number + 1, ask: number + 6 }), instrument }
              : { ...aTrade({ at: number, price: number + 1 }), instrument };
          const frame: EngineFrame =
            what === 'time' ? { type: 'passed', turn: turnAt(number) } : anInput(number, input);
          given.push(frame);
          give(frame);
        }
      }
      waiting = 0;
      line.catchUp();
      expect(lastPrices(sent)).toEqual(lastPrices(given));
      const passed = (frames: readonly EngineFrame[]): readonly EngineFrame[] =>
        frames.filter(({ type }) => type === 'passed');
      expect(passed(sent)).toEqual(passed(given));
      expect([...numbers()].sort((a, b) => a - b)).toEqual(numbers());
      const left = sent.reduce((sum, one) => sum + (one.type === 'conflated' ? one.count : 0), 0);
      expect(sent.filter(({ type }) => type !== 'conflated').length + left).toBe(given.length);
    }),
  );
});

function lastPrices(frames: readonly EngineFrame[]): Readonly<Record<string, Input>> {
  const last: Record<string, Input> = {};
  for (const frame of frames) {
    if (frame.type !== 'input' || !('instrument' in frame.input)) continue;
    last[`${frame.input.kind} ${frame.input.instrument}`] = frame.input;
  }
  return last;
}

describe('a host whose strategies see what they listen to', () => {
  const [own, other] = ['A.NSE', 'B.NSE'].map(toInstrumentId);

  beforeEach(() => {
    assert(own !== undefined && other !== undefined, 'two');
    line = new HostLine({
      writer: {
        write: (message: WireMessage, canWait: boolean) => {
          const told = decodeToHost(message);
          if (told.type !== 'frame') return;
          sent.push(told.frame);
          unhurried.push(canWait);
        },
        waiting: 0,
      },
      sight: new HostSight({
        instruments: [own, other].map((id) => anInstrument({ id })),
        strategies: [
          {
            file: '',
            name: null,
            parameters: {},
            seat: { ...aSeat({ strategy: null as never }) },
            isScanned: false,
          },
        ],
      }),
      pricesOf: (instrument) => [{ ...aQuote({ at: 1 }), instrument }],
      onLost: () => {},
    });
  });

  const kinds = (): readonly string[] =>
    sent.map((frame) => (frame.type === 'input' ? frame.input.kind : frame.type));

  it('has everything until it has said what that is, then of others that time passes', () => {
    give(quoteOf(1, other));
    line.want([own ?? toInstrumentId('A.NSE')]);
    give(quoteOf(2, own));
    give(quoteOf(3, other));
    expect(kinds()).toEqual(['quote', 'quote', 'passed']);
    expect(numbers()).toEqual([1, 2, 3]);
  });

  it('is told the prices of what its account begins to hold, before it hears of that', () => {
    line.want([own ?? toInstrumentId('A.NSE')]);
    give(quoteOf(1, other));
    const key = { account: 'MAIN', book: 'X', instrument: other, product: 'delivery', id: null };
    const event = { ...anEventHead(), kind: 'position', key, qty: 1, cost: 1n } as const;
    const money = { realised: rupees(0n), charges: rupees(0n) };
    give({ type: 'event', turn: turnAt(2), event: { ...event, ...money } as never });
    give(quoteOf(3, other));
    expect(kinds()).toEqual(['passed', 'quote', 'event', 'quote']);
    expect(numbers()).toEqual([1, 1, 2, 3]);
  });

  it('is not woken for what its strategies do not act on', () => {
    line.want([own ?? toInstrumentId('A.NSE')]);
    const told = (body: object): EngineFrame => {
      const event = { ...anEventHead(), ...body } as never;
      return { type: 'event', turn: turnAt(1), event };
    };
    const order = { kind: 'order', change: { type: 'released' } } as const;
    const hold = {
      kind: 'hold',
      order: '0000HAND000001',
      change: 'placed',
      group: null,
      money: rupees(0n),
      qty: 0,
    } as const;
    const given: readonly (readonly [EngineFrame, boolean])[] = [
      [quoteOf(1, own), false],
      [quoteOf(1, other), true],
      [{ type: 'passed', turn: turnAt(1) }, true],
      [anInput(1, { kind: 'time', availableAt: toTimestamp(1) }), false],
      [told({ ...order, order: '0000TEST000001' }), false],
      [told({ ...order, order: '0000HAND000001' }), true],
      [told({ ...hold, account: 'MAIN' }), false],
      [told({ ...hold, account: 'OTHER' }), true],
    ];
    for (const [frame] of given) give(frame);
    expect(unhurried).toEqual(given.map(([, canWait]) => canWait));
  });

  it('is woken for what a strategy that has joined it acts on', () => {
    const seat = aSeat({ strategy: null as never, code: toOriginCode('HAND') });
    line.join(seat);
    const event = {
      ...anEventHead(),
      kind: 'order',
      order: '0000HAND000001',
      change: { type: 'released' },
    } as never;
    give({ type: 'event', turn: turnAt(1), event });
    expect(unhurried.at(-1)).toBe(false);
  });
});
