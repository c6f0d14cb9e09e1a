import type { Candles } from './candles.ts';
import { DOWN, downIf, NONE, UP, upIf, type Pattern } from './pattern.ts';

/** The patterns that a candle makes with the one before it. */
export type TwoCandleName =
  | 'counterattack'
  | 'darkCloudCover'
  | 'dojiStar'
  | 'engulfing'
  | 'hammer'
  | 'hangingMan'
  | 'harami'
  | 'haramiCross'
  | 'homingPigeon'
  | 'inNeck'
  | 'invertedHammer'
  | 'kicking'
  | 'kickingByLength'
  | 'matchingLow'
  | 'onNeck'
  | 'piercing'
  | 'separatingLines'
  | 'shootingStar'
  | 'thrusting';

/** How each of them is told. */
export const patternsOfTwo: Readonly<Record<TwoCandleName, Pattern>> = {
  counterattack: {
    title: 'Counterattack',
    ta: 'CDLCOUNTERATTACK',
    formula: 'two long bodies of opposite ways that close at the same price',
    bars: 2,
    means: ['bodies', 'lastRanges'],
    find: (c) => {
      const stands = isOpposite(c) && c.isLong(1) && c.isLong(0);
      return stands && c.isEqual(c.close(0), c.close(1), 1) ? UP * c.way(0) : NONE;
    },
  },
  darkCloudCover: {
    title: 'Dark cloud cover',
    ta: 'CDLDARKCLOUDCOVER',
    formula: 'long white; black from above its high, closing a share into its body',
    bars: 2,
    means: ['bodies'],
    penetration: 0.5,
    find: (c, penetration) => {
      const stands = c.isWhite(1) && c.isLong(1) && c.isBlack(0) && c.open(0) > c.high(1);
      const most = c.close(1) - c.body(1) * penetration;
      return downIf(stands && c.close(0) > c.open(1) && c.close(0) < most);
    },
  },
  dojiStar: {
    title: 'Doji star',
    ta: 'CDLDOJISTAR',
    formula: 'a long body; a doji beyond it',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => {
      const stands = c.isLong(1) && c.isDoji(0) && c.bodyGaps(0, 1, c.way(1));
      return stands ? DOWN * c.way(1) : NONE;
    },
  },
  engulfing: {
    title: 'Engulfing',
    ta: 'CDLENGULFING',
    formula: 'a body around the one before it, of the opposite way; 80 where they share an end',
    bars: 3,
    means: [],
    find: findEngulfing,
  },
  hammer: {
    title: 'Hammer',
    ta: 'CDLHAMMER',
    formula: 'a short body without upper shadow, its lower one long, near the low before it',
    bars: 2,
    means: ['bodies', 'ranges', 'lastRanges'],
    find: (c) => upIf(isHammer(c) && c.bottom(0) <= c.low(1) + c.near(1)),
  },
  hangingMan: {
    title: 'Hanging man',
    ta: 'CDLHANGINGMAN',
    formula: 'a short body without upper shadow, its lower one long, near the high before it',
    bars: 2,
    means: ['bodies', 'ranges', 'lastRanges'],
    find: (c) => downIf(isHammer(c) && c.bottom(0) >= c.high(1) - c.near(1)),
  },
  harami: {
    title: 'Harami',
    ta: 'CDLHARAMI',
    formula: 'a long body; a short one inside it; 80 where they share an end',
    bars: 2,
    means: ['bodies'],
    find: (c) => (c.isLong(1) && c.isShort(0) ? insideOf(c) : NONE),
  },
  haramiCross: {
    title: 'Harami cross',
    ta: 'CDLHARAMICROSS',
    formula: 'a long body; a doji inside it; 80 where they share an end',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => (c.isLong(1) && c.isDoji(0) ? insideOf(c) : NONE),
  },
  homingPigeon: {
    title: 'Homing pigeon',
    ta: 'CDLHOMINGPIGEON',
    formula: 'long black; short black inside its body',
    bars: 2,
    means: ['bodies'],
    find: (c) => {
      const stands = c.isBlack(1) && c.isBlack(0) && c.isLong(1) && c.isShort(0);
      return upIf(stands && c.isBodyWithin(0, 1));
    },
  },
  inNeck: {
    title: 'In-neck',
    ta: 'CDLINNECK',
    formula: 'long black; white from below its low, closing at its close or just above',
    bars: 2,
    means: ['bodies', 'lastRanges'],
    find: (c) => {
      const stands = isLiftFromBelow(c) && c.close(0) >= c.close(1);
      return downIf(stands && c.isEqual(c.close(0), c.close(1), 1));
    },
  },
  invertedHammer: {
    title: 'Inverted hammer',
    ta: 'CDLINVERTEDHAMMER',
    formula: 'a short body without lower shadow, its upper one long, below the body before it',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => upIf(isInvertedHammer(c) && c.bodyGaps(0, 1, -1)),
  },
  kicking: {
    title: 'Kicking',
    ta: 'CDLKICKING',
    formula: 'two marubozus of opposite ways with a gap between them',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => (isKick(c) ? UP * c.way(0) : NONE),
  },
  kickingByLength: {
    title: 'Kicking by the longer one',
    ta: 'CDLKICKINGBYLENGTH',
    formula: 'two marubozus of opposite ways with a gap between them; the longer one tells the way',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => (isKick(c) ? UP * c.way(c.body(0) > c.body(1) ? 0 : 1) : NONE),
  },
  matchingLow: {
    title: 'Matching low',
    ta: 'CDLMATCHINGLOW',
    formula: 'two black ones that close at the same price',
    bars: 2,
    means: ['lastRanges'],
    find: (c) => upIf(c.isBlack(1) && c.isBlack(0) && c.isEqual(c.close(0), c.close(1), 1)),
  },
  onNeck: {
    title: 'On-neck',
    ta: 'CDLONNECK',
    formula: 'long black; white from below its low, closing at its low',
    bars: 2,
    means: ['bodies', 'lastRanges'],
    find: (c) => downIf(isLiftFromBelow(c) && c.isEqual(c.close(0), c.low(1), 1)),
  },
  piercing: {
    title: 'Piercing line',
    ta: 'CDLPIERCING',
    formula: 'long black; long white from below its low, closing in the upper half of its body',
    bars: 2,
    means: ['bodies'],
    find: (c) => {
      const stands = isLiftFromBelow(c) && c.isLong(0) && c.close(0) < c.open(1);
      return upIf(stands && c.close(0) > c.close(1) + c.body(1) * 0.5);
    },
  },
  separatingLines: {
    title: 'Separating lines',
    ta: 'CDLSEPARATINGLINES',
    formula: 'two of opposite ways that open at the same price; the second a belt hold',
    bars: 2,
    means: ['bodies', 'ranges', 'lastRanges'],
    find: (c) => {
      const stands = isOpposite(c) && c.isEqual(c.open(0), c.open(1), 1) && c.isLong(0);
      const isBeltHold = c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0);
      return stands && isBeltHold ? UP * c.way(0) : NONE;
    },
  },
  shootingStar: {
    title: 'Shooting star',
    ta: 'CDLSHOOTINGSTAR',
    formula: 'a short body without lower shadow, its upper one long, above the body before it',
    bars: 2,
    means: ['bodies', 'ranges'],
    find: (c) => downIf(isInvertedHammer(c) && c.bodyGaps(0, 1, 1)),
  },
  thrusting: {
    title: 'Thrusting',
    ta: 'CDLTHRUSTING',
    formula: 'long black; white from below its low, closing in the lower half of its body',
    bars: 2,
    means: ['bodies', 'lastRanges'],
    find: (c) => {
      const stands = isLiftFromBelow(c) && c.close(0) > c.close(1) + c.equal(1);
      return downIf(stands && c.close(0) <= c.close(1) + c.body(1) * 0.5);
    },
  },
};

function isOpposite(c: Candles): boolean {
  return c.isWhite(1) !== c.isWhite(0);
}

/** Which way it goes is told by the new body; 80 where the bodies share an end. */
function findEngulfing(c: Candles): number {
  const isAround = c.top(0) >= c.top(1) && c.bottom(0) <= c.bottom(1);
  const [atTop, atBottom] = [c.top(0) === c.top(1), c.bottom(0) === c.bottom(1)];
  if (!isOpposite(c) || !isAround || (atTop && atBottom)) return NONE;
  return (atTop || atBottom ? 80 : UP) * c.way(0);
}

/** A body inside the one before it turns that one's way; 80 where they share an end. */
function insideOf(c: Candles): number {
  if (c.isBodyWithin(0, 1)) return DOWN * c.way(1);
  const isInside = c.top(0) <= c.top(1) && c.bottom(0) >= c.bottom(1);
  return isInside ? -80 * c.way(1) : NONE;
}

function isHammer(c: Candles): boolean {
  return c.isShorter(0) && c.hasLongLowerShadow(0) && c.hasNoUpperShadow(0);
}

function isInvertedHammer(c: Candles): boolean {
  return c.isShorter(0) && c.hasLongUpperShadow(0) && c.hasNoLowerShadow(0);
}

/** A white candle that opens below the low of a long black one. */
function isLiftFromBelow(c: Candles): boolean {
  return c.isBlack(1) && c.isLong(1) && c.isWhite(0) && c.open(0) < c.low(1);
}

function isKick(c: Candles): boolean {
  const areMarubozus = isMarubozu(c, 1) && isMarubozu(c, 0);
  return isOpposite(c) && areMarubozus && c.gaps(0, 1, c.way(0));
}

function isMarubozu(c: Candles, age: number): boolean {
  return c.isLong(age) && c.hasNoShadows(age);
}
