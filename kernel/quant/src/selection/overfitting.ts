import { quantError } from '../errors.ts';
import { ln } from 'argosy/core';
import { checkSample, meanOf, type Sample } from '../sample.ts';

/** How likely the best of many was so by chance only. */
export type Overfitting = {
  /**
   * The part of the splits whose best is in the lower half of the rest of the data. Null where no split has a best, as
   * all that was tried is alike there: so of what never traded.
   */
  readonly probability: number | null;
  /** Of each split that has a best the logarithm of the odds of its best's rank in the other half. */
  readonly logits: Float64Array;
  /** The part of the splits whose best loses in the other half. */
  readonly lossProbability: number | null;
  /** By how much the ratio in the other half rises with the one it was chosen by; below zero where choosing harms. */
  readonly slope: number | null;
  /** Returns of each that were used: what does not make whole blocks is left out at the beginning. */
  readonly used: number;
};

/** How the data are cut, and what the best is best by. */
export type OverfittingOptions = {
  /** Blocks of equal length, an even number: 16 unless told. */
  readonly blocks?: number;
  readonly by?: 'sharpe' | 'mean';
};

const BLOCKS = 16;
const BLOCKS_MAX = 20;
/** Ratios that are reckoned at most: of each of the splits one for each that was tried, twice. */
const RATIOS_MAX = 100_000_000;
/** Returns are ratios around one: a deviation below this is rounding, and a ratio over it counts as none. */
const DEVIATION_MIN = 1e-12;

/**
 * The probability of backtest overfitting by combinatorially symmetric cross-validation: the returns of all that
 * was tried are cut into blocks, and for each way to take half of them the best there is ranked in the other half. No
 * chance is in it: the same returns give the same bits.
 *
 * @example
 * computeOverfitting([steady, lucky, other], { blocks: 10 }).probability; // 0.31
 */
export function computeOverfitting(
  returns: readonly Sample[],
  { blocks = BLOCKS, by = 'sharpe' }: OverfittingOptions = {},
): Overfitting {
  const length = checkReturns(returns, blocks);
  const size = Math.floor(length / blocks);
  const sums = returns.map((sample) => toBlocks(sample, blocks, size));
  return overfittingOf(sums, { lengths: Array.from({ length: blocks }, () => size), by });
}

/** Returns of trials that were summed by blocks while they ran: of each trial, for each block. */
export type BlockedReturns = {
  /** How many returns each block has; an even number of blocks. */
  readonly lengths: readonly number[];
  readonly trials: readonly {
    readonly sums: Float64Array;
    readonly squares: Float64Array;
  }[];
};

/**
 * The same of returns of which only the sums of blocks and of their squares are known: of thousands of trials no
 * machine keeps all returns. To the last bits only where the mean is not far greater than the deviation.
 */
export function computeOverfittingOfBlocks(
  { lengths, trials }: BlockedReturns,
  { by = 'sharpe' }: Pick<OverfittingOptions, 'by'> = {},
): Overfitting {
  checkBlocks(lengths.length);
  checkTrials(trials.length);
  for (const [at, { sums, squares }] of trials.entries()) {
    checkSample(sums);
    checkSample(squares);
    if (sums.length === lengths.length && squares.length === lengths.length) continue;
    throw quantError(
      'BAD_NUMBER',
      `${sums.length} sums of trial ${at}, of ${lengths.length} blocks`,
    );
  }
  const short = lengths.find((length) => !(Number.isSafeInteger(length) && length >= 2));
  if (short !== undefined)
    throw quantError('BAD_NUMBER', `a block of ${short} returns, expected 2`);
  return overfittingOf(
    trials.map((one) => ({ mean: 0, ...one })),
    { lengths, by },
  );
}

/** How many trials there may be for so many blocks. */
export function mostTrialsOf(blocks: number): number {
  checkBlocks(blocks);
  return Math.floor(RATIOS_MAX / 2 / halvesOf(blocks).length);
}

function overfittingOf(
  trials: readonly BlockSums[],
  { lengths, by }: { readonly lengths: readonly number[]; readonly by: Half['by'] },
): Overfitting {
  const splits = halvesOf(lengths.length);
  if (2 * splits.length * trials.length > RATIOS_MAX) {
    const found = `${splits.length} splits of ${trials.length}`;
    throw quantError('BAD_NUMBER', `${found}, at most ${RATIOS_MAX / 2} together`);
  }
  const outcomes = splits.flatMap((inside) => {
    const [taken, left] = [true, false].map((isInside) => {
      const count = countOf(lengths, inside, isInside);
      return trials.map((sums) => ratioOf(sums, { inside, isInside, count, by }));
    });
    const [chosen = [], rest = []] = [taken, left];
    if (chosen.every((one) => one === chosen[0])) return [];
    const best = chosen.indexOf(chosen.reduce((one, other) => Math.max(one, other)));
    const value = rest[best] ?? 0;
    const share = rankOf(value, rest) / (trials.length + 1);
    return [{ logit: ln(share / (1 - share)), chosen: chosen[best] ?? 0, rest: value }];
  });
  const shareOf = (isMet: (outcome: (typeof outcomes)[number]) => boolean): number | null =>
    outcomes.length === 0 ? null : outcomes.filter(isMet).length / outcomes.length;
  return {
    probability: shareOf(({ logit }) => logit <= 0),
    logits: Float64Array.from(outcomes, ({ logit }) => logit),
    lossProbability: shareOf(({ rest }) => rest < 0),
    slope: slopeOf(outcomes),
    used: lengths.reduce((sum, length) => sum + length, 0),
  };
}

function countOf(lengths: readonly number[], inside: number, isInside: boolean): number {
  return lengths.reduce((sum, length, block) => {
    return (((inside >> block) & 1) === 1) === isInside ? sum + length : sum;
  }, 0);
}

/** Of each block, around the mean of all: so a square does not lose what is small. */
type BlockSums = {
  readonly mean: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
};
type Half = {
  readonly inside: number;
  readonly isInside: boolean;
  readonly count: number;
  readonly by: 'sharpe' | 'mean';
};

function checkBlocks(blocks: number): void {
  if (Number.isSafeInteger(blocks) && blocks >= 2 && blocks <= BLOCKS_MAX && blocks % 2 === 0) {
    return;
  }
  const wanted = `expected an even number from 2 to ${BLOCKS_MAX}`;
  throw quantError('BAD_NUMBER', `${blocks} blocks, ${wanted}`);
}

function checkTrials(trials: number): void {
  if (trials < 2) throw quantError('BAD_NUMBER', `${trials} trials, expected two or more`);
}

function checkReturns(returns: readonly Sample[], blocks: number): number {
  checkBlocks(blocks);
  checkTrials(returns.length);
  const length = returns[0]?.length ?? 0;
  for (const [at, sample] of returns.entries()) {
    checkSample(sample);
    if (sample.length === length && length >= 2 * blocks) continue;
    const wanted = `expected ${Math.max(length, 2 * blocks)} as of all`;
    throw quantError('BAD_NUMBER', `${sample.length} returns of trial ${at}, ${wanted}`);
  }
  return length;
}

function toBlocks(sample: Sample, blocks: number, size: number): BlockSums {
  const from = sample.length - size * blocks;
  const mean = meanOf(sample.slice(from));
  const sums = new Float64Array(blocks);
  const squares = new Float64Array(blocks);
  for (let at = from; at < sample.length; at += 1) {
    const block = Math.floor((at - from) / size);
    const value = (sample[at] ?? 0) - mean;
    sums[block] = (sums[block] ?? 0) + value;
    squares[block] = (squares[block] ?? 0) + value * value;
  }
  return { mean, sums, squares };
}

/** Every way to take half of the blocks, each as the bits of a number, the lowest first. */
function halvesOf(blocks: number): readonly number[] {
  const halves: number[] = [];
  for (let bits = 0; bits < 2 ** blocks; bits += 1) {
    let left = bits;
    let count = 0;
    for (; left > 0; left &= left - 1) count += 1;
    if (count === blocks / 2) halves.push(bits);
  }
  return halves;
}

function ratioOf(
  { mean, sums, squares }: BlockSums,
  { inside, isInside, count, by }: Half,
): number {
  let [sum, square] = [0, 0];
  for (let block = 0; block < sums.length; block += 1) {
    if ((((inside >> block) & 1) === 1) !== isInside) continue;
    sum += sums[block] ?? 0;
    square += squares[block] ?? 0;
  }
  const average = mean + sum / count;
  if (by === 'mean') return average;
  const deviation = Math.sqrt(Math.max(0, (square - (sum * sum) / count) / (count - 1)));
  return deviation < DEVIATION_MIN ? 0 : average / deviation;
}

/** From 1, the lowest; of those alike the middle of their places. */
function rankOf(value: number, among: readonly number[]): number {
  let [below, alike] = [0, 0];
  for (const other of among) {
    if (other < value) below += 1;
    else if (other === value) alike += 1;
  }
  return below + (alike + 1) / 2;
}

function slopeOf(
  pairs: readonly { readonly chosen: number; readonly rest: number }[],
): number | null {
  const count = pairs.length;
  const meanChosen = pairs.reduce((sum, { chosen }) => sum + chosen, 0) / count;
  const meanRest = pairs.reduce((sum, { rest }) => sum + rest, 0) / count;
  let [products, squares] = [0, 0];
  for (const { chosen, rest } of pairs) {
    products += (chosen - meanChosen) * (rest - meanRest);
    squares += (chosen - meanChosen) * (chosen - meanChosen);
  }
  return squares > 0 ? products / squares : null;
}
