import { vectorError } from './errors.ts';

/** Work in parts that come to the same whichever thread does them, and in which order. */
export type SearchWork = {
  /** How many parts there are. */
  readonly size: number;
  /** How many cells a part fills; they stand together. One that has run leaves none of them NaN. */
  readonly width: number;
  /** Does the parts from one to below another. */
  run(from: number, until: number): void;
};

/** Where work puts what it comes to: cells of its own, or such as threads share. */
export type WorkCells = (count: number) => Float64Array;

/** How many numbers a search that validates keeps at most. */
const CELLS_MAX = 50_000_000;

/** The cells that work asks for; throws `BAD_SEARCH` for too many, or for other than it asked for. */
export function takeCells(
  count: number,
  work: string,
  cellsOf: WorkCells = ownCells,
): Float64Array {
  if (count > CELLS_MAX) throw vectorError('BAD_SEARCH', work);
  const cells = cellsOf(count);
  if (cells.length === count) return cells;
  throw vectorError('BAD_SEARCH', `${cells.length} cells for ${work}, which need ${count}`);
}

/** One cell of each part, in the order of parts. */
export function columnOf(cells: Float64Array, width: number, place: number): Float64Array {
  return Float64Array.from({ length: cells.length / width }, (_, part) => {
    return cells[part * width + place] ?? NaN;
  });
}

/** Where the highest score stands, the first of those alike; throws `BAD_SEARCH` where no trial has run. */
export function placeOfMost(scores: Float64Array): number {
  let [best, most] = [-1, -Infinity];
  for (const [trial, score] of scores.entries()) if (score > most) [best, most] = [trial, score];
  if (best === -1) throw vectorError('BAD_SEARCH', 'no trial has run');
  return best;
}

/** Where a score stands. */
export function placesOf(scores: Float64Array, score: number): readonly number[] {
  const places: number[] = [];
  for (const [place, one] of scores.entries()) if (one === score) places.push(place);
  return places;
}

function ownCells(count: number): Float64Array {
  return new Float64Array(count).fill(NaN);
}
