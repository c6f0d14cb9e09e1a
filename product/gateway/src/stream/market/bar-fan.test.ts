import { alwaysOpen, MICROS_PER_MINUTE, ok, SessionClock, toTimestamp, unwrap } from 'argosy/core';
import { InstrumentTable, toBarSpecText, toInstrumentIndex } from 'argosy/domain';
import { LiveBars, SeenMinutes } from '@argosy/bridge';
import type { Bar, BarsNow } from '@argosy/contract';
import { joinBars, readRecords } from '@argosy/contract/stream';
import { Log } from '@argosy/telemetry';
import { anInstrument, aTrade } from '@argosy/testkit';
import { StreamRig, ValueReader } from '@argosy/testkit/stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { barShape } from '../../shape/bar.ts';
import type { LatestChannel } from '../engine/latest-channel.ts';
import { BAR_CHANNELS_MAX, BarFan } from './bar-fan.ts';

const instrument = anInstrument();
const key = 'SBIN.NSE:1-MINUTE-LAST-EXTERNAL';
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');

/** A market whose past has nothing, the fan of its bars, and a client. */
function aFan() {
  const rig = new StreamRig({ silentMicros: Number.MAX_SAFE_INTEGER });
  const instruments = new InstrumentTable([instrument]);
  const seen = new SeenMinutes(toTimestamp(0));
  const live = new LiveBars({
    instruments,
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    seen,
    past: () => Promise.resolve(ok({ rows: [], next: null })),
  });
  let asked = 0;
  const fan = new BarFan({
    fanOut: rig.fanOut,
    instruments,
    history: {
      latest: (specs) => {
        asked += specs.length;
        seen.advance(rig.clock.now());
        return Promise.all(specs.map(async (one) => unwrap(await live.latest(one))));
      },
    },
    // Answers take no time here.
    time: { after: rig.time.after, elapsed: () => 0 },
    log: new Log({ now: rig.clock.now }).logger({}),
  });
  const trade = (price: number): void => {
    const now = rig.clock.now();
    seen.take(aTrade({ at: now, availableAt: now, price }), toInstrumentIndex(0));
  };
  const pass = async (micros: number): Promise<void> => {
    rig.clock.advance(micros);
    // Whatever was begun comes to its end.
    await new Promise(setImmediate);
    rig.clock.advance(20_000);
  };
  const hear = (): ValueReader => {
    const reader = new ValueReader(rig.fanOut, 'json', 1_000);
    reader.hear([fan.find('bars', key) as LatestChannel]);
    return reader;
  };
  const load = async (): Promise<readonly Bar[]> => {
    seen.advance(rig.clock.now());
    const until = toTimestamp(rig.clock.now() + MICROS_PER_MINUTE);
    const range = { from: toTimestamp(0), until, cursor: null, limit: 10_000 };
    const { rows } = unwrap(await live.bars(spec, range));
    const { forming } = unwrap(await live.latest(spec));
    const over = rows.map((bar) => barShape(bar, instrument, true));
    return forming === null ? over : [...over, barShape(forming, instrument, false)];
  };
  return { rig, fan, trade, pass, hear, load, asked: () => asked };
}

function newsOf(reader: ValueReader): readonly BarsNow[] {
  reader.socket.resume();
  return reader.socket
    .of('values')
    .flatMap(({ values }) =>
      (values as readonly { readonly value: BarsNow }[]).map(({ value }) => value),
    );
}

describe('bars of the stream', () => {
  test('bring the one that is over and the one under way', async () => {
    const { trade, pass, hear } = aFan();
    const reader = hear();
    trade(10_000);
    await pass(100_000);
    expect(newsOf(reader)).toMatchObject([
      { instrument: 'SBIN.NSE', bar: '1-MINUTE-LAST-EXTERNAL', bars: [{ isClosed: false }] },
    ]);
    await pass(MICROS_PER_MINUTE);
    trade(10_100);
    await pass(100_000);
    const last = newsOf(reader).at(-1);
    expect(last?.bars).toMatchObject([
      { isClosed: true, opensAt: '1970-01-01T00:00:00Z', close: '100.00' },
      { isClosed: false, opensAt: '1970-01-01T00:01:00Z', close: '101.00' },
    ]);
  });

  test('come in binary as two rows of numbers', async () => {
    const { rig, fan, trade, pass } = aFan();
    const reader = new ValueReader(rig.fanOut, 'binary', 1_000);
    const channel = fan.find('bars', key) as LatestChannel;
    reader.hear([channel]);
    trade(10_000);
    await pass(100_000);
    const [message] = reader.socket.binaries;
    if (message === undefined) throw new Error('nothing came');
    const [record] = readRecords(message);
    // It began to hear within this minute: not all of the one under way is known.
    expect([record?.kind, record?.flags]).toEqual(['bars', 2]);
    expect(record?.fields).toEqual([
      ...Array.from({ length: 7 }, () => Number.NaN),
      0,
      MICROS_PER_MINUTE,
      10_000,
      10_000,
      10_000,
      10_000,
      1,
    ]);
  });

  test('are not asked for while nobody hears them, and not told again while nothing changes', async () => {
    const { rig, fan, trade, pass, hear, asked } = aFan();
    await pass(10_000_000);
    expect(asked()).toBe(0);
    const reader = hear();
    trade(10_000);
    for (let round = 0; round < 10; round += 1) await pass(100_000);
    expect(asked()).toBeGreaterThan(5);
    expect(newsOf(reader)).toHaveLength(1);
    rig.fanOut.remove(reader.connection);
    await pass(1_000_000);
    const before = asked();
    await pass(10_000_000);
    expect(asked()).toBe(before);
    expect(fan.find('bars', key)).toMatchObject({ seq: 1 });
  });

  test('do not begin with a value of long ago', async () => {
    const { rig, trade, pass, hear } = aFan();
    const first = hear();
    trade(10_000);
    await pass(100_000);
    rig.fanOut.remove(first.connection);
    await pass(300_000);
    trade(10_500);
    const second = hear();
    expect(newsOf(second)).toEqual([]);
    await pass(100_000);
    expect(newsOf(second)).toMatchObject([{ bars: [{ close: '105.00' }] }]);
  });

  test('are there of what is traded here, in kinds of bars that there are', () => {
    const { fan } = aFan();
    for (const wrong of ['SBIN.NSE', 'NOBODY.NSE:1-MINUTE-LAST-EXTERNAL', 'SBIN.NSE:1m', ':', '']) {
      expect(fan.find('bars', wrong)).toBeNull();
    }
    expect(fan.find('quotes', key)).toBeNull();
    expect(fan.find('bars', key)).toBe(fan.find('bars', key));
  });

  test('are of so many series at most; one that nobody hears leaves for another', () => {
    const { fan, hear } = aFan();
    hear();
    const heard = fan.find('bars', key);
    for (let step = 2; step < BAR_CHANNELS_MAX + 10; step += 1) {
      expect(fan.find('bars', `SBIN.NSE:${step}-MINUTE-LAST-EXTERNAL`)).not.toBeNull();
    }
    expect(fan.find('bars', key)).toBe(heard);
  });

  test('end with the fan', async () => {
    const { rig, fan, pass, hear, asked } = aFan();
    hear();
    fan.stop();
    fan.stop();
    await pass(1_000_000);
    expect([asked(), rig.clock.waiting]).toEqual([0, 1]);
  });
});

test('whoever loads bars and then hears of them has each bar once, as it ended, however much is left out', async () => {
  const step = fc.record({
    wait: fc.integer({ min: 1, max: 100 }),
    price: fc.option(fc.integer({ min: 9_000, max: 11_000 })),
    isDeaf: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.nat(10), async (steps, loadsAt) => {
      const { trade, pass, hear, load } = aFan();
      const reader = hear();
      let known: readonly Bar[] | null = null;
      const take = async (): Promise<void> => {
        for (const news of newsOf(reader).slice(-1)) {
          if (known === null) continue;
          const joined: ReturnType<typeof joinBars> = joinBars(known, news);
          known = joined.hasGap ? await load() : joined.bars;
        }
      };
      for (const [place, { wait, price, isDeaf }] of steps.entries()) {
        if (price !== null) trade(price);
        await pass(wait * 1_000_000);
        if (place === loadsAt) known = await load();
        // Of what came while it was deaf a client sees the newest alone.
        if (!isDeaf) await take();
        else newsOf(reader);
      }
      known ??= await load();
      trade(10_000);
      await pass(100_000);
      await take();
      expect(known).toEqual(await load());
    }),
    { numRuns: 150 },
  );
});
