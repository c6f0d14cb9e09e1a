import { candleWalk, describeTalib } from '@argosy/testkit/contracts';
import { describe, expect, test } from 'vitest';

import { patterns } from './candle-pattern.ts';
import { candleIndicators, candles } from './group.ts';

const walk = candleWalk();

describeTalib({
  group: candleIndicators,
  rows: Object.fromEntries(
    Object.entries(patterns).map(([name, { ta, penetration }]) => [
      name,
      { ta, options: penetration === undefined ? [] : [penetration] },
    ]),
  ),
  without: [],
  walk,
});

/** Patterns that point one way only; all others stand in both. */
const upOnly = [
  'concealingBabySwallow',
  'doji',
  'dragonflyDoji',
  'gravestoneDoji',
  'hammer',
  'homingPigeon',
  'invertedHammer',
  'ladderBottom',
  'longLeggedDoji',
  'matHold',
  'matchingLow',
  'morningDojiStar',
  'morningStar',
  'piercing',
  'rickshawMan',
  'stickSandwich',
  'takuri',
  'threeStarsInTheSouth',
  'threeWhiteSoldiers',
  'uniqueThreeRiver',
];
const downOnly = [
  'advanceBlock',
  'darkCloudCover',
  'eveningDojiStar',
  'eveningStar',
  'hangingMan',
  'identicalThreeCrows',
  'inNeck',
  'onNeck',
  'shootingStar',
  'stalled',
  'threeBlackCrows',
  'thrusting',
  'twoCrows',
  'upsideGapTwoCrows',
];

describe('the bars they are compared over', () => {
  test.each(Object.values(candles).map((one) => [one.name, one] as const))(
    'hold %s many times, each way that it can point',
    (name, one) => {
      const values = Object.values(one.over(walk))[0] ?? new Float64Array();
      const [ups, downs] = [
        values.filter((value) => value > 0),
        values.filter((value) => value < 0),
      ];
      if (!downOnly.includes(name)) expect(ups.length).toBeGreaterThanOrEqual(20);
      if (!upOnly.includes(name)) expect(downs.length).toBeGreaterThanOrEqual(20);
      if (downOnly.includes(name)) expect(ups).toHaveLength(0);
      if (upOnly.includes(name)) expect(downs).toHaveLength(0);
    },
  );

  test.each(['hikkake', 'modifiedHikkake'] as const)('confirm %s many times, each way', (name) => {
    const values: Float64Array = Object.values(candles[name].over(walk))[0] ?? new Float64Array();
    expect(values.filter((one) => one === 200).length).toBeGreaterThanOrEqual(20);
    expect(values.filter((one) => one === -200).length).toBeGreaterThanOrEqual(20);
  });

  test.each(Object.values(candles).map((one) => [one.name, one] as const))(
    'give %s one by one as they do over columns',
    (_, one) => {
      const [expected = new Float64Array()] = Object.values(one.over(walk));
      const made = one.create();
      const found = expected.map((__, row) => {
        const [open, high] = [walk.open[row] ?? NaN, walk.high[row] ?? NaN];
        return made.update(open, high, walk.low[row] ?? NaN, walk.close[row] ?? NaN);
      });
      expect(found).toEqual(expected);
    },
  );
});
