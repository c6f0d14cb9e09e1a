import { toPrice, toQuantity } from 'argosy/core';
import type { OrderRequest, Quote } from 'argosy/domain';
import {
  cappedFee,
  constantSlippage,
  feePerShare,
  probabilisticFills,
  sizeAwareFills,
  type SlippageModel,
} from 'argosy/matching';
import {
  VenueRig,
  aBar,
  aQuote,
  anInstrument,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stopLimit = (trigger: number, worst: number) =>
  ({ type: 'stopLimit', trigger: toPrice(trigger), limit: toPrice(worst) }) as const;

const waits = sizeAwareFills({ rest: 'waits' });
const sweeps = sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 });
const rigOf = (options: RigOptions & { readonly slippage?: SlippageModel } = {}): VenueRig =>
  new VenueRig({ fills: waits, ...options });
/** A quote of 100.00 to 100.05 that shows four on each side unless told. */
const four = (changes: Parameters<typeof aQuote>[0] & { readonly size?: number } = {}): Quote => {
  const size = toQuantity(changes.size ?? 4);
  return { ...aQuote(changes), bidQty: size, askQty: size };
};
const order = (changes: Partial<OrderRequest> = {}): OrderRequest => anOrderRequest(changes);

describe('a sweep', () => {
  test('fills level by level, each a tick worse', () => {
    const rig = rigOf({ fills: sweeps })
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .runUntil(3);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10005, taker',
      'filled @2: 4 at 10010, taker',
      'filled @2: 2 at 10015, taker',
    ]);
  });

  test('of a limit order ends at its limit', () => {
    const rig = rigOf({ fills: sweeps }).feed(four({ at: 1 }));
    rig.submit(order({ terms: limit(10_010) }), 2).runUntil(3);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10005, taker',
      'filled @2: 4 at 10010, taker',
    ]);
    expect(rig.venue.openOrders()).toBe(1);
  });

  test('of the price through a resting limit makes at the limit as deep as the price went', () => {
    const rig = rigOf({ fills: sweeps }).feed(four({ at: 1 }));
    rig.submit(order({ terms: limit(9_990) }), 2).feed(four({ at: 3, bid: 9_980, ask: 9_985 }));
    expect(rig.said().slice(1)).toEqual([
      'filled @3: 4 at 9990, maker',
      'filled @3: 4 at 9990, maker',
    ]);
  });

  test('of a sale never falls below one tick', () => {
    const rig = rigOf({ fills: sweeps }).feed(four({ at: 1, bid: 10, ask: 15 }));
    rig.submit(order({ side: 'sell' }), 2).runUntil(3);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10, taker',
      'filled @2: 4 at 5, taker',
      'filled @2: 2 at 5, taker',
    ]);
  });
});

describe('slippage', () => {
  const slippage = constantSlippage({ ticks: 2 });

  test('is paid by every fill of an order that takes', () => {
    const rig = rigOf({ fills: sweeps, slippage })
      .feed(four({ at: 1 }))
      .submit(order(), 2);
    expect(rig.runUntil(3).said().slice(1)).toEqual([
      'filled @2: 4 at 10015, taker',
      'filled @2: 4 at 10020, taker',
      'filled @2: 2 at 10025, taker',
    ]);
  });

  test.each([
    [10_005, 10_005],
    [10_010, 10_010],
    [10_015, 10_015],
    [10_020, 10_015],
  ])('of a limit of %d that takes ends at %d', (price, at) => {
    const rig = rigOf({ slippage }).feed(four({ at: 1, size: 10 }));
    rig.submit(order({ terms: limit(price) }), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe(`filled @2: 10 at ${at}, taker`);
  });

  test('of a stop-limit sale ends at its limit', () => {
    const rig = rigOf({ slippage }).feed(four({ at: 1 }));
    rig.submit(order({ side: 'sell', terms: stopLimit(9_990, 9_985) }), 2);
    rig.feed(four({ at: 3, bid: 9_990, size: 10 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9985, taker');
  });

  test('is never paid by an order that makes', () => {
    const rig = rigOf({ slippage })
      .feed(four({ at: 1 }))
      .submit(order({ terms: limit(9_990) }), 2);
    rig.feed(four({ at: 3, bid: 9_980, ask: 9_985, size: 10 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9990, maker');
  });

  test('never takes a sale below one tick', () => {
    const rig = rigOf({ slippage }).feed(four({ at: 1, bid: 10, ask: 15, size: 10 }));
    rig.submit(order({ side: 'sell' }), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 5, taker');
  });

  test('comes on top of the fill model’s own', () => {
    const fills = probabilisticFills({ limit: 1, slip: 1 });
    const rig = rigOf({ fills, slippage })
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 10020, taker');
  });

  test('is told what the order takes and the volume it is a share of', () => {
    const seen: (readonly [number, number])[] = [];
    const spy: SlippageModel = {
      ...slippage,
      computeTicks: ({ qty, volume }) => seen.push([qty, volume]),
    };
    rigOf({ slippage: spy })
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .runUntil(3);
    const bars = rigOf({ slippage: spy, fedBy: 'bars' }).submit(order(), 0);
    bars.play(aBar({ at: 60_000_000 }));
    expect(seen).toEqual([
      [4, 4],
      [10, 1_000],
    ]);
  });
});

describe('the fees of several fills', () => {
  const charged = (fees: RigOptions['fees'] & object): readonly bigint[] => {
    const rig = rigOf({ fees })
      .feed(four({ at: 1 }))
      .submit(order(), 2);
    rig.feed(four({ at: 3 }), four({ at: 4 }));
    return rig.reports.flatMap(({ body }) =>
      body.type === 'filled' ? [body.fill.fee.amount] : [],
    );
  };

  test('are those of each', () => {
    expect(charged(feePerShare('1'))).toEqual([400n, 400n, 200n]);
  });

  test('together stay within an order’s greatest', () => {
    expect(charged(cappedFee(feePerShare('1'), { min: null, max: '5' }))).toEqual([400n, 100n, 0n]);
  });

  test('together make an order’s least, paid with the first', () => {
    expect(charged(cappedFee(feePerShare('1'), { min: '6', max: null }))).toEqual([
      600n,
      200n,
      200n,
    ]);
  });
});

test('lots stay whole where less is shown than is wanted', () => {
  const instruments = [anInstrument({ lot: toQuantity(75) })];
  const rig = rigOf({ instruments }).feed(four({ at: 1, size: 200 }));
  rig.submit(order({ qty: toQuantity(300) }), 2).runUntil(3);
  expect(rig.said().at(-1)).toBe('filled @2: 150 at 10005, taker');
});
