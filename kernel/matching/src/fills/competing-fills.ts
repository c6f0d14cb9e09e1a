import { matchingError } from '../errors.ts';
import type { FillModel, FillRoom } from './fill-model.ts';

/** Whom our orders compete with. */
export type Competition = {
  /** What others take of everything shown before us: from 0, below 1. Nine places count. */
  readonly takers: number;
  /** How many orders like ours wait at a limit before ours: a bare touch reaches any of them alike. */
  readonly waiting: number;
};

const SHARE_UNIT = 1_000_000_000n;

/**
 * Others want what we want: they take their part of what is shown before us, and wait before us at a
 * limit. What is left, another model gives out.
 *
 * @example
 * const fills = competingFills({ takers: 0.4, waiting: 3 }, sizeAwareFills({ rest: 'waits' }));
 */
export function competingFills(competition: Competition, model: FillModel): FillModel {
  const { takers, waiting } = competition;
  if (!(takers >= 0 && takers < 1)) throw matchingError('BAD_SHARE', `takers is ${takers}`);
  if (!Number.isSafeInteger(waiting) || waiting < 0) {
    throw matchingError('BAD_SHARE', `waiting is ${waiting}`);
  }
  const part = BigInt(Math.round(takers * Number(SHARE_UNIT)));
  const leave = (room: FillRoom): FillRoom => {
    // Exact, in integers, and in favour of the others: what is theirs is rounded up.
    const theirs = (BigInt(room.shown) * part + SHARE_UNIT - 1n) / SHARE_UNIT;
    return { ...room, shown: room.shown - Number(theirs) };
  };
  return {
    fillsOnTouch: (stream) => {
      const isReached = waiting === 0 || stream.nextInt(waiting + 1) === 0;
      return isReached && model.fillsOnTouch(stream);
    },
    slipTicks: (stream) => model.slipTicks(stream),
    nextPortion: (room) => model.nextPortion(leave(room)),
    describe: () => ({
      model: 'competingFills',
      parameters: { takers, waiting, of: model.describe() },
    }),
  };
}
