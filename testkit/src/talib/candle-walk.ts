import { Random } from 'argosy/core';

import type { TalibWalk } from '../contracts/talib-contract.ts';
import { shapes, type Candle, type Shape } from './candle-shapes.ts';

const ROUNDS = 30;
/** As many plain candles lie between shapes as averages go back, but for one. */
const BETWEEN = 9;
const AT_RANDOM = 4000;
/** Prices are eighths: sums of them are exact, so those that TA-Lib keeps round nothing. */
const UNIT = 8;
const BEGIN = 100_000;

/**
 * Bars in which each candle pattern of TA-Lib stands many times: shapes of all of them and those upside
 * down, in every other round with some prices a unit off, so that some just fail; then bars at random.
 */
export function candleWalk(): TalibWalk {
  const random = Random.fromSeed('candles');
  const bars: Candle[] = [];
  const add = ([open, high, low, close]: Candle, from: number): void => {
    bars.push([from + open, from + high, from + low, from + close]);
  };
  const last = (): number => bars.at(-1)?.[3] ?? BEGIN;
  for (const shape of allShapes(random)) {
    for (let at = 0; at < BETWEEN; at += 1) add(plain(random), last());
    const from = last();
    for (const candle of shape) add(candle, from);
  }
  for (let at = 0; at < AT_RANDOM; at += 1) add(anyCandle(random), last());
  const column = (place: 0 | 1 | 2 | 3): Float64Array =>
    Float64Array.from(bars, (bar) => bar[place] / UNIT);
  const volume = new Float64Array(bars.length).fill(1);
  return { open: column(0), high: column(1), low: column(2), close: column(3), volume };
}

/** Every shape and each upside down, once a round. */
function allShapes(random: Random): readonly Shape[] {
  const both = Object.values(shapes).flatMap((shape) => [shape, shape.map(upsideDown)]);
  return Array.from({ length: ROUNDS }, (_, round) =>
    round % 2 === 0 ? both : both.map((shape) => shaken(shape, random)),
  ).flat();
}

/** A candle with a body of about 10 and shadows of about 5. */
function plain(random: Random): Candle {
  const body = (8 + random.nextInt(5)) * (random.nextInt(2) === 0 ? 1 : -1);
  const high = Math.max(0, body) + 4 + random.nextInt(3);
  return [0, high, Math.min(0, body) - 4 - random.nextInt(3), body];
}

/** A candle of any size, with or without a gap and shadows. */
function anyCandle(random: Random): Candle {
  const open = random.nextInt(3) === 0 ? random.nextInt(25) - 12 : 0;
  const close = open + random.nextInt(1 + random.nextInt(31)) * (random.nextInt(2) === 0 ? 1 : -1);
  const shadow = (): number => random.nextInt(3) * random.nextInt(6);
  return [open, Math.max(open, close) + shadow(), Math.min(open, close) - shadow(), close];
}

function upsideDown([open, high, low, close]: Candle): Candle {
  return [-open, -low, -high, -close];
}

function shaken(shape: Shape, random: Random): Shape {
  const shake = (price: number): number =>
    random.nextInt(4) === 0 ? price + random.nextInt(3) - 1 : price;
  return shape.map(([open, high, low, close]) => {
    const [first, last] = [shake(open), shake(close)];
    const top = Math.max(first, last, shake(high));
    return [first, top, Math.min(first, last, shake(low)), last];
  });
}
