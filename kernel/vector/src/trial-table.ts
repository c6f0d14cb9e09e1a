import { vectorError } from './errors.ts';
import { FAILED } from './failed-trials.ts';
import type { BlockSums, RunFigures } from './measure-run.ts';

/** The figures of a trial that are kept, in the order they stand in a row. */
const figures = [
  'worth',
  'gain',
  'deepestFall',
  'mean',
  'deviation',
  'fills',
  'charges',
] as const satisfies readonly (keyof RunFigures)[];

/**
 * What came of the trials of a search, a row each, by their numbers: the figures of each run, then the sum
 * of its returns and of their squares in each block of bars, which is what overfitting is told by. Rows of
 * trials that were not run are NaN, so a table that is half full can be gone on with; those of trials that threw have
 * no figures.
 */
export class TrialTable {
  readonly trials: number;
  readonly blocks: number;
  readonly width: number;
  /** Row by row. */
  readonly cells: Float64Array;

  /** With cells of a table like it, both are one table: so threads share what they fill. */
  constructor(trials: number, blocks: number = BLOCKS_STANDARD, cells?: Float64Array) {
    this.trials = trials;
    this.blocks = blocks;
    this.width = figures.length + 2 * blocks;
    const size = trials * this.width;
    const isFine = Number.isSafeInteger(blocks) && blocks >= 1 && size <= CELLS_MAX;
    if (!isFine) throw vectorError('BAD_SEARCH', `${trials} trials of ${blocks} blocks`);
    if (cells !== undefined && cells.length !== size) {
      throw vectorError('BAD_SEARCH', `${cells.length} cells for ${size}`);
    }
    this.cells = cells ?? new Float64Array(size).fill(NaN);
  }

  /** A table whose cells threads can share. */
  static shared(trials: number, blocks: number = BLOCKS_STANDARD): TrialTable {
    const { width } = new TrialTable(0, blocks);
    const bytes = trials * width * Float64Array.BYTES_PER_ELEMENT;
    if (trials * width > CELLS_MAX) return new TrialTable(trials, blocks);
    return new TrialTable(trials, blocks, new Float64Array(new SharedArrayBuffer(bytes)).fill(NaN));
  }

  /** How many trials have run, those that threw among them. */
  get done(): number {
    let count = 0;
    for (let trial = 0; trial < this.trials; trial += 1) if (this.has(trial)) count += 1;
    return count;
  }

  /** The trials that threw. */
  get failed(): readonly number[] {
    const failed: number[] = [];
    for (let trial = 0; trial < this.trials; trial += 1) {
      if (this.cells[trial * this.width] === FAILED) failed.push(trial);
    }
    return failed;
  }

  /** Whether a trial has run, or thrown. */
  has(trial: number): boolean {
    return !Number.isNaN(this.cells[trial * this.width] ?? NaN);
  }

  /** Notes that a trial threw. */
  fail(trial: number): void {
    this.cells.fill(FAILED, trial * this.width, (trial + 1) * this.width);
  }

  /** Sets the figures of a trial. */
  set(trial: number, found: RunFigures): void {
    const { cells } = this;
    const at = trial * this.width;
    // In the order of `figures`; written out, as a search does it a hundred thousand times a second.
    cells[at] = found.worth;
    cells[at + 1] = found.gain;
    cells[at + 2] = found.deepestFall;
    cells[at + 3] = found.mean;
    cells[at + 4] = found.deviation;
    cells[at + 5] = found.fills;
    cells[at + 6] = found.charges;
  }

  /** Where the sums of a trial's blocks stand. */
  blocksOf(trial: number): BlockSums {
    return { blocks: this.blocks, cells: this.cells, at: trial * this.width + figures.length };
  }

  /** A figure of all trials; NaN where there is none. */
  column(name: keyof RunFigures): Float64Array {
    const place = figures.indexOf(name);
    return Float64Array.from({ length: this.trials }, (_, trial) => {
      const cell = this.cells[trial * this.width + place] ?? NaN;
      return cell === FAILED ? NaN : cell;
    });
  }

  /** The figures of a trial, or null where it has not run, or threw. */
  at(trial: number): RunFigures | null {
    const first = this.cells[trial * this.width] ?? NaN;
    if (Number.isNaN(first) || first === FAILED) return null;
    const cell = (name: keyof RunFigures): number =>
      this.cells[trial * this.width + figures.indexOf(name)] ?? NaN;
    return {
      worth: cell('worth'),
      gain: cell('gain'),
      deepestFall: cell('deepestFall'),
      mean: cell('mean'),
      deviation: cell('deviation'),
      fills: cell('fills'),
      charges: cell('charges'),
    };
  }

  /** The rows of some trials, to be kept or sent. */
  rows(from: number, until: number): Float64Array {
    return this.cells.slice(from * this.width, until * this.width);
  }

  /** Takes in rows of trials that ran elsewhere. */
  take(from: number, rows: Float64Array): void {
    const isFitting =
      rows.length % this.width === 0 && from * this.width + rows.length <= this.cells.length;
    if (!isFitting) throw vectorError('BAD_SEARCH', `${rows.length} cells for trials from ${from}`);
    this.cells.set(rows, from * this.width);
  }
}

const CELLS_MAX = 2 ** 28;
/** Enough for twelve thousand ways to split them in halves. */
const BLOCKS_STANDARD = 16;
