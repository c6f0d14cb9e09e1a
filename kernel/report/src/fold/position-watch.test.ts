import {
  ledgerScales,
  toAccountId,
  toBookId,
  toInstrumentId,
  toPositionId,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, toInstrumentIndex, type PositionEvent } from 'argosy/domain';
import { anEventHead, anInstrument, rupees } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { PositionWatch } from './position-watch.ts';

const share = anInstrument();
const instruments = new InstrumentTable([share]);
const index = toInstrumentIndex(0);

type Told = {
  readonly qty: number;
  /** What is held has cost, in paise: prices and money have two places alike. */
  readonly cost?: bigint;
  readonly realised?: bigint;
  readonly charges?: bigint;
  readonly at?: number;
  readonly id?: string | null;
};

function told({ qty, cost = 0n, realised = 0n, charges = 0n, at = 0, id = null }: Told) {
  const event: PositionEvent = {
    ...anEventHead({ at: toTimestamp(at) }),
    kind: 'position',
    key: {
      account: toAccountId('A'),
      book: toBookId('B'),
      instrument: share.id,
      product: 'delivery',
      id: id === null ? null : toPositionId(id),
    },
    qty,
    cost,
    realised: rupees(realised),
    charges: rupees(charges),
  };
  return event;
}

function aWatch() {
  const watch = new PositionWatch(instruments, ledgerScales({}));
  return {
    take: (of: Told) => watch.take(told(of)),
    mark: (low: number, high = low) =>
      watch.mark({ index, mark2: 2 * high, low2: 2 * low, high2: 2 * high }),
    held: () => [...watch.open()].map(({ qty }) => qty),
    watch,
  };
}

describe('a position from flat to flat', () => {
  it('is a trip with what was gained, charged and held at most', () => {
    const { take, held } = aWatch();
    expect(take({ qty: 10, cost: 1_000_00n, charges: 2_00n, at: 5 })).toEqual({
      realised: 0n,
      charges: 2_00n,
      ended: null,
    });
    take({ qty: 15, cost: 1_525_00n, charges: 3_00n, at: 6 });
    take({ qty: 5, cost: 508_33n, realised: 50_00n, charges: 4_00n, at: 7 });
    expect(held()).toEqual([5]);
    const last = take({ qty: 0, realised: 80_00n, charges: 5_00n, at: 9 });
    expect(last).toMatchObject({
      realised: 30_00n,
      charges: 1_00n,
      ended: {
        side: 'long',
        openedAt: 5,
        closedAt: 9,
        qty: 15,
        cost: 1_525_00,
        net: 75_00n,
        charges: 5_00n,
      },
    });
    expect(held()).toEqual([]);
  });

  it('begins anew behind it: what was before does not count for the next', () => {
    const { take } = aWatch();
    take({ qty: 10, cost: 1_000_00n, charges: 1_00n });
    take({ qty: 0, realised: 90_00n, charges: 2_00n, at: 1 });
    take({ qty: -4, cost: -400_00n, realised: 90_00n, charges: 3_00n, at: 2 });
    const last = take({ qty: 0, realised: 70_00n, charges: 4_00n, at: 3 });
    expect(last?.ended).toMatchObject({ side: 'short', openedAt: 2, qty: 4, net: -22_00n });
  });

  it('that turns over ends, and the other side begins in the same moment', () => {
    const { take, held } = aWatch();
    take({ qty: 10, cost: 1_000_00n });
    const turned = take({ qty: -5, cost: -510_00n, realised: 20_00n, charges: 3_00n, at: 4 });
    expect(turned?.ended).toMatchObject({ side: 'long', net: 17_00n, closedAt: 4 });
    expect(held()).toEqual([-5]);
    const over = take({ qty: 0, realised: 10_00n, charges: 4_00n, at: 8 });
    expect(over?.ended).toMatchObject({ side: 'short', openedAt: 4, net: -11_00n, charges: 1_00n });
  });

  it('remembers how far it went against and for, at marks of both sides', () => {
    const { take, mark } = aWatch();
    take({ qty: 10, cost: 1_000_00n });
    mark(95_00, 104_00);
    mark(99_00);
    const long = take({ qty: 0, realised: 10_00n, at: 1 });
    expect(long?.ended).toMatchObject({ adverse: -50_00, favourable: 40_00 });
    take({ qty: -10, cost: -1_000_00n, realised: 10_00n, at: 2 });
    mark(97_00, 102_00);
    const short = take({ qty: 0, realised: -5_00n, at: 3 });
    expect(short?.ended).toMatchObject({ adverse: -20_00, favourable: 30_00 });
  });

  it('counts what was realised on the way to how far it went', () => {
    const { take, mark } = aWatch();
    take({ qty: 10, cost: 1_000_00n });
    take({ qty: 5, cost: 500_00n, realised: 50_00n });
    mark(104_00);
    expect(take({ qty: 0, realised: 45_00n })?.ended).toMatchObject({
      adverse: 0,
      favourable: 70_00,
    });
  });

  it('went at least as far as it ended', () => {
    const { take } = aWatch();
    take({ qty: 10, cost: 1_000_00n });
    expect(take({ qty: 0, realised: -30_00n })?.ended).toMatchObject({
      adverse: -30_00,
      favourable: 0,
    });
  });

  it('is not moved by marks while nothing is held', () => {
    const { take, mark } = aWatch();
    take({ qty: 10, cost: 1_000_00n });
    take({ qty: 0, realised: 0n });
    mark(1_00, 900_00);
    take({ qty: 10, cost: 1_000_00n });
    expect(take({ qty: 0, realised: 0n })?.ended).toMatchObject({ adverse: 0, favourable: 0 });
  });
});

describe('positions', () => {
  it('of a hedging book are followed each by itself', () => {
    const { take, held } = aWatch();
    take({ qty: 10, cost: 1_000_00n, id: 'one' });
    take({ qty: -10, cost: -1_000_00n, id: 'two' });
    expect(held()).toEqual([10, -10]);
    const over = take({ qty: 0, realised: 5_00n, id: 'one' });
    expect(over?.ended).toMatchObject({ side: 'long', net: 5_00n });
    expect(held()).toEqual([-10]);
  });

  it('of an instrument that nobody knows are left out', () => {
    const { watch } = aWatch();
    const event = told({ qty: 1 });
    const key = { ...event.key, instrument: toInstrumentId('NOBODY.NSE') };
    expect(watch.take({ ...event, key })).toBeNull();
  });
});
