import { vectorError } from './errors.ts';

/** Work in parts that come to the same whichever thread does them, and in which order. */
export type SearchWork = {
  /** How many parts there are. */
  readonly size: number;
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

function ownCells(count: number): Float64Array {
  return new Float64Array(count);
}
