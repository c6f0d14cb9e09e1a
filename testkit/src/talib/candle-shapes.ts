/** Open, high, low and close of a candle, counted from the close before the shape. */
export type Candle = readonly [open: number, high: number, low: number, close: number];
/** Candles that make a pattern among candles with a body of about 10 and a range of about 20. */
export type Shape = readonly Candle[];

/**
 * Shapes that make all the candle patterns of TA-Lib, each or turned upside down. What the units mean: a
 * doji's body is up to 2, no shadow is below 2, a short one below 5; near is within 4, far is 12, equal 1.
 */
export const shapes: Readonly<Record<string, Shape>> = {
  doji: [[0, 6, -6, 1]],
  dragonflyAndTakuri: [[0, 1, -12, 0]],
  highWave: [[0, 14, -14, 4]],
  longLegged: [[0, 10, -10, 1]],
  longLine: [[0, 20, -2, 18]],
  shortLine: [[0, 6, -2, 4]],
  marubozu: [[0, 19, -1, 18]],
  counterattack: [
    [0, 1, -21, -20],
    [-40, -19, -41, -20],
  ],
  darkCloudCover: [
    [0, 20, -2, 18],
    [22, 23, 5, 6],
  ],
  dojiStar: [
    [0, 19, -1, 18],
    [22, 26, 20, 23],
  ],
  engulfing: [
    [0, 5, -1, 4],
    [6, 8, -6, -4],
  ],
  engulfingFromOneEnd: [
    [0, 5, -1, 4],
    [4, 8, -6, -4],
  ],
  hammer: [
    [0, 2, -20, -18],
    [-18, -14, -26, -15],
  ],
  hangingMan: [
    [0, 20, -2, 18],
    [18, 22, 8, 21],
  ],
  invertedHammer: [
    [0, 2, -20, -18],
    [-24, -12, -25, -21],
  ],
  shootingStar: [
    [0, 20, -2, 18],
    [20, 32, 19, 23],
  ],
  harami: [
    [0, 20, -2, 18],
    [10, 12, 4, 6],
  ],
  haramiAtOneEnd: [
    [0, 20, -2, 18],
    [18, 20, 10, 13],
  ],
  haramiCross: [
    [0, 20, -2, 18],
    [10, 14, 6, 11],
  ],
  homingPigeon: [
    [0, 2, -20, -18],
    [-6, -4, -12, -10],
  ],
  inNeck: [
    [0, 2, -20, -18],
    [-24, -15, -26, -18],
  ],
  onNeck: [
    [0, 2, -20, -18],
    [-24, -18, -26, -20],
  ],
  thrusting: [
    [0, 2, -20, -18],
    [-24, -10, -26, -12],
  ],
  kicking: [
    [0, 1, -19, -18],
    [4, 25, 3, 24],
  ],
  kickingShorter: [
    [0, 1, -27, -26],
    [4, 20, 3, 19],
  ],
  matchingLow: [
    [0, 2, -12, -8],
    [-2, 0, -12, -8],
  ],
  separatingLines: [
    [0, 2, -12, -8],
    [0, 19, -1, 18],
  ],
  advanceBlockedSecond: [
    [0, 20, -2, 18],
    [15, 22, 13, 20],
    [18, 26, 16, 23],
  ],
  advanceBlockedThird: [
    [0, 20, -2, 18],
    [10, 30, 8, 28],
    [26, 32, 24, 29],
  ],
  advanceWithShadows: [
    [0, 20, -2, 18],
    [12, 36, 10, 26],
    [20, 40, 18, 32],
  ],
  sideBySideAbove: [
    [0, 20, -2, 18],
    [22, 34, 20, 32],
    [22, 35, 20, 32],
  ],
  sideBySideBelow: [
    [0, 2, -20, -18],
    [-36, -24, -38, -26],
    [-36, -24, -39, -26],
  ],
  gapThreeMethods: [
    [0, 20, -2, 18],
    [22, 32, 21, 30],
    [26, 28, 8, 10],
  ],
  identicalCrows: [
    [0, 2, -11, -10],
    [-10, -9, -21, -20],
    [-20, -19, -31, -30],
  ],
  stalled: [
    [0, 20, -2, 18],
    [14, 34, 12, 33],
    [31, 38, 30, 35],
  ],
  stickSandwich: [
    [0, 2, -12, -10],
    [-6, 6, -8, 4],
    [6, 8, -12, -10],
  ],
  tasukiGap: [
    [0, 12, -2, 10],
    [14, 26, 13, 24],
    [21, 23, 11, 12],
  ],
  threeInside: [
    [0, 2, -20, -18],
    [-12, -6, -14, -8],
    [-8, 6, -9, 4],
  ],
  threeOutside: [
    [0, 2, -6, -4],
    [-6, 6, -8, 4],
    [4, 14, 2, 12],
  ],
  threeStars: [
    [0, 2, -44, -20],
    [-12, -10, -34, -26],
    [-20, -19, -25, -24],
  ],
  threeSoldiers: [
    [0, 13, -2, 12],
    [8, 22, 6, 21],
    [16, 33, 14, 32],
  ],
  twoCrows: [
    [0, 20, -2, 18],
    [26, 27, 20, 22],
    [24, 25, 9, 10],
  ],
  uniqueRiver: [
    [0, 2, -22, -20],
    [-4, -2, -26, -14],
    [-22, -16, -24, -18],
  ],
  gapTwoCrows: [
    [0, 20, -2, 18],
    [26, 27, 21, 22],
    [28, 29, 19, 20],
  ],
  abandonedBaby: [
    [0, 20, -2, 18],
    [24, 26, 22, 25],
    [17, 19, 0, 1],
  ],
  star: [
    [0, 20, -2, 18],
    [22, 27, 20, 25],
    [20, 21, 2, 4],
  ],
  starOfADoji: [
    [0, 20, -2, 18],
    [22, 25, 20, 23],
    [20, 21, 2, 4],
  ],
  triStar: [
    [0, 6, -6, 1],
    [6, 10, 4, 7],
    [2, 6, -2, 1],
  ],
  breakaway: [
    [0, 2, -20, -18],
    [-22, -20, -34, -30],
    [-30, -24, -38, -34],
    [-34, -28, -44, -40],
    [-38, -16, -40, -20],
  ],
  babySwallow: [
    [0, 1, -13, -12],
    [-12, -11, -25, -24],
    [-28, -20, -36, -34],
    [-22, -18, -42, -40],
  ],
  hikkake: [
    [0, 10, -10, 4],
    [2, 6, -6, -2],
    [-2, 4, -9, -6],
    [-6, 9, -8, 8],
  ],
  ladderBottom: [
    [0, 2, -12, -10],
    [-4, -2, -20, -18],
    [-12, -10, -28, -26],
    [-26, -18, -34, -32],
    [-24, -8, -26, -10],
  ],
  matHold: [
    [0, 20, -2, 18],
    [28, 29, 22, 24],
    [22, 24, 14, 17],
    [18, 19, 12, 15],
    [17, 36, 16, 34],
  ],
  modifiedHikkake: [
    [0, 14, -14, 6],
    [4, 9, -9, -7],
    [-2, 5, -5, 2],
    [0, 3, -8, -4],
    [-4, 9, -6, 8],
  ],
  threeMethods: [
    [0, 20, -2, 18],
    [16, 18, 10, 12],
    [13, 15, 7, 9],
    [10, 12, 4, 6],
    [8, 29, 6, 27],
  ],
  threeMethodsBeyondRange: [
    [0, 20, -2, 18],
    [24, 25, 19, 20],
    [17, 18, 10, 13],
    [11, 12, 4, 7],
    [8, 29, 6, 27],
  ],
  threeCrows: [
    [0, 12, -2, 10],
    [8, 10, -5, -4],
    [2, 4, -15, -14],
    [-8, -6, -25, -24],
  ],
  lineStrike: [
    [0, 12, -2, 10],
    [6, 20, 4, 18],
    [14, 28, 12, 26],
    [30, 32, -6, -4],
  ],
};
