import type { Candles } from './candles.ts';
import { NONE, UP, upIf, type Pattern } from './pattern.ts';

/** The patterns that one candle makes. */
export type OneCandleName =
  | 'beltHold'
  | 'closingMarubozu'
  | 'doji'
  | 'dragonflyDoji'
  | 'gravestoneDoji'
  | 'highWave'
  | 'longLeggedDoji'
  | 'longLine'
  | 'marubozu'
  | 'rickshawMan'
  | 'shortLine'
  | 'spinningTop'
  | 'takuri';

/** How each of them is told. Where a body counts, the candle's own way is the pattern's. */
export const patternsOfOne: Readonly<Record<OneCandleName, Pattern>> = {
  beltHold: {
    title: 'Belt hold',
    ta: 'CDLBELTHOLD',
    formula: 'a long body that begins at the end of the range',
    bars: 1,
    means: ['bodies', 'ranges'],
    find: (c) => ofItsWay(c, c.isLong(0) && beginsAtItsEnd(c)),
  },
  closingMarubozu: {
    title: 'Closing marubozu',
    ta: 'CDLCLOSINGMARUBOZU',
    formula: 'a long body that closes at the end of the range',
    bars: 1,
    means: ['bodies', 'ranges'],
    find: (c) => ofItsWay(c, c.isLong(0) && closesAtItsEnd(c)),
  },
  doji: {
    title: 'Doji',
    ta: 'CDLDOJI',
    formula: 'opens and closes at about the same price',
    bars: 1,
    means: ['ranges'],
    find: (c) => upIf(c.isDoji(0)),
  },
  dragonflyDoji: {
    title: 'Dragonfly doji',
    ta: 'CDLDRAGONFLYDOJI',
    formula: 'a doji at the high, with a lower shadow',
    bars: 1,
    means: ['ranges'],
    find: (c) => upIf(c.isDoji(0) && c.hasNoUpperShadow(0) && c.hasLowerShadow(0)),
  },
  gravestoneDoji: {
    title: 'Gravestone doji',
    ta: 'CDLGRAVESTONEDOJI',
    formula: 'a doji at the low, with an upper shadow',
    bars: 1,
    means: ['ranges'],
    find: (c) => upIf(c.isDoji(0) && c.hasNoLowerShadow(0) && c.hasUpperShadow(0)),
  },
  highWave: {
    title: 'High-wave candle',
    ta: 'CDLHIGHWAVE',
    formula: 'a short body between shadows more than twice as long as it',
    bars: 1,
    means: ['bodies'],
    find: (c) => ofItsWay(c, c.isShorter(0) && shadowsPass(c, 2 * c.body(0))),
  },
  longLeggedDoji: {
    title: 'Long-legged doji',
    ta: 'CDLLONGLEGGEDDOJI',
    formula: 'a doji with a shadow longer than its body',
    bars: 1,
    means: ['ranges'],
    find: (c) => upIf(c.isDoji(0) && (c.hasLongLowerShadow(0) || c.hasLongUpperShadow(0))),
  },
  longLine: {
    title: 'Long line',
    ta: 'CDLLONGLINE',
    formula: 'a long body with short shadows',
    bars: 1,
    means: ['bodies', 'shadows'],
    find: (c) => ofItsWay(c, c.isLong(0) && c.hasShortShadows(0)),
  },
  marubozu: {
    title: 'Marubozu',
    ta: 'CDLMARUBOZU',
    formula: 'a long body without shadows',
    bars: 1,
    means: ['bodies', 'ranges'],
    find: (c) => ofItsWay(c, c.isLong(0) && c.hasNoShadows(0)),
  },
  rickshawMan: {
    title: 'Rickshaw man',
    ta: 'CDLRICKSHAWMAN',
    formula: 'a doji in the middle of the range, both shadows longer than its body',
    bars: 1,
    means: ['ranges', 'lastRanges'],
    find: (c) => upIf(c.isDoji(0) && shadowsPass(c, c.body(0)) && isNearItsMiddle(c)),
  },
  shortLine: {
    title: 'Short line',
    ta: 'CDLSHORTLINE',
    formula: 'a short body with short shadows',
    bars: 1,
    means: ['bodies', 'shadows'],
    find: (c) => ofItsWay(c, c.isShorter(0) && c.hasShortShadows(0)),
  },
  spinningTop: {
    title: 'Spinning top',
    ta: 'CDLSPINNINGTOP',
    formula: 'a short body between longer shadows',
    bars: 1,
    means: ['bodies'],
    find: (c) => ofItsWay(c, c.isShorter(0) && shadowsPass(c, c.body(0))),
  },
  takuri: {
    title: 'Takuri',
    ta: 'CDLTAKURI',
    formula: 'a doji at the high, its lower shadow more than twice as long as its body',
    bars: 1,
    means: ['ranges'],
    find: (c) => upIf(c.isDoji(0) && c.hasNoUpperShadow(0) && c.lowerShadow(0) > 2 * c.body(0)),
  },
};

function ofItsWay(c: Candles, stands: boolean): number {
  return stands ? UP * c.way(0) : NONE;
}

function beginsAtItsEnd(c: Candles): boolean {
  return c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0);
}

function closesAtItsEnd(c: Candles): boolean {
  return c.isWhite(0) ? c.hasNoUpperShadow(0) : c.hasNoLowerShadow(0);
}

function shadowsPass(c: Candles, length: number): boolean {
  return c.upperShadow(0) > length && c.lowerShadow(0) > length;
}

function isNearItsMiddle(c: Candles): boolean {
  const middle = c.low(0) + (c.high(0) - c.low(0)) / 2;
  return c.bottom(0) <= middle + c.near(0) && c.top(0) >= middle - c.near(0);
}
