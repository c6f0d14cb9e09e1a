import type { Way } from './candle-ring.ts';
import type { Candles } from './candles.ts';
import { DOWN, downIf, NONE, UP, upIf, type Pattern } from './pattern.ts';

/** The patterns of a star: a small body beyond a large one, and what turns back from it. */
export type StarName =
  | 'abandonedBaby'
  | 'eveningDojiStar'
  | 'eveningStar'
  | 'morningDojiStar'
  | 'morningStar'
  | 'triStar';

/** How each of them is told. */
export const starPatterns: Readonly<Record<StarName, Pattern>> = {
  abandonedBaby: {
    title: 'Abandoned baby',
    ta: 'CDLABANDONEDBABY',
    formula:
      'a long body; a doji beyond its range; a body back from beyond that, a share into the first',
    bars: 3,
    means: ['bodies', 'ranges'],
    penetration: 0.3,
    find: (c, penetration) => {
      const way = c.way(0);
      const isAlone = c.gaps(1, 2, way > 0 ? -1 : 1) && c.gaps(0, 1, way);
      return c.isDoji(1) && isAlone && turnsBack(c, way, penetration) ? UP * way : NONE;
    },
  },
  eveningDojiStar: {
    title: 'Evening doji star',
    ta: 'CDLEVENINGDOJISTAR',
    formula: 'long white; a doji above its body; a black body, closing a share into the first',
    bars: 3,
    means: ['bodies', 'ranges'],
    penetration: 0.3,
    find: (c, penetration) =>
      downIf(c.isDoji(1) && c.bodyGaps(1, 2, 1) && turnsBack(c, -1, penetration)),
  },
  eveningStar: {
    title: 'Evening star',
    ta: 'CDLEVENINGSTAR',
    formula: 'long white; a short body above it; a black body, closing a share into the first',
    bars: 3,
    means: ['bodies'],
    penetration: 0.3,
    find: (c, penetration) =>
      downIf(c.isShort(1) && c.bodyGaps(1, 2, 1) && turnsBack(c, -1, penetration)),
  },
  morningDojiStar: {
    title: 'Morning doji star',
    ta: 'CDLMORNINGDOJISTAR',
    formula: 'long black; a doji below its body; a white body, closing a share into the first',
    bars: 3,
    means: ['bodies', 'ranges'],
    penetration: 0.3,
    find: (c, penetration) =>
      upIf(c.isDoji(1) && c.bodyGaps(1, 2, -1) && turnsBack(c, 1, penetration)),
  },
  morningStar: {
    title: 'Morning star',
    ta: 'CDLMORNINGSTAR',
    formula: 'long black; a short body below it; a white body, closing a share into the first',
    bars: 3,
    means: ['bodies'],
    penetration: 0.3,
    find: (c, penetration) =>
      upIf(c.isShort(1) && c.bodyGaps(1, 2, -1) && turnsBack(c, 1, penetration)),
  },
  triStar: {
    title: 'Tri-star',
    ta: 'CDLTRISTAR',
    formula: 'three dojis, the middle one’s body beyond the first and further out than the third',
    bars: 3,
    means: ['ranges'],
    find: findTriStar,
  },
};

/** Whether a long body is followed, two candles on, by one the other way that closes a share into it. */
function turnsBack(c: Candles, way: Way, penetration: number): boolean {
  const share = c.body(2) * penetration;
  const isInto = way > 0 ? c.close(0) > c.close(2) + share : c.close(0) < c.close(2) - share;
  return c.isLong(2) && c.way(2) !== way && c.isLong(0) && c.way(0) === way && isInto;
}

/** All three are measured by what was before the first. */
function findTriStar(c: Candles): number {
  if (!c.isDoji(2) || !c.isDojiFor(1, 2) || !c.isDojiFor(0, 2)) return NONE;
  if (c.bodyGaps(1, 2, 1) && c.top(0) < c.top(1)) return DOWN;
  return upIf(c.bodyGaps(1, 2, -1) && c.bottom(0) > c.bottom(1));
}
