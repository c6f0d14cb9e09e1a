import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from './pair-moments.ts';

/**
 * How far the first series lies from where the straight line through both has it by the second one:
 * what a trade of the pair bets on, with its deviations and how many of the second go with one of the first.
 */
export class PairSpread extends PairIndicator {
  readonly #period: number;
  private readonly moments: PairMoments;
  /** In standard deviations of what the line leaves; 0 where it leaves nothing. */
  score: number = NaN;
  /** How much the first rises with the second. */
  ratio: number = NaN;

  constructor(period: number) {
    super('PairSpread', [period], period);
    this.#period = period;
    this.moments = new PairMoments(period);
  }

  step(first: number, second: number): number {
    const { moments } = this;
    moments.step(second, first);
    if (!moments.isFull) return NaN;
    const { slope, residue } = moments;
    const spread = first - moments.meanY - slope * (second - moments.meanX);
    this.ratio = slope;
    this.score = residue === 0 ? 0 : spread / Math.sqrt(residue / this.#period);
    return spread;
  }
}

/** How far one series lies from where another one has it. */
export const pairSpread: Definition<Period, PairSpread, 'pairSpread' | 'score' | 'ratio'> = define({
  name: 'pairSpread',
  title: 'Spread of a pair',
  group: 'statistics',
  formula: 'e = x − a − b·y by least squares over n; score = e / √(Σe² / n), ratio = b',
  by: 'after Robert Engle and Clive Granger, 1987',
  inputs: ['value', 'other'],
  parameters: { period: whole(60, 3) },
  lines: { pairSpread: inOwnPane, score: inOwnPane, ratio: inOwnPane },
  read: ({ score, ratio }) => [score, ratio],
  make: ({ period }) => new PairSpread(period),
  loop: (made, [values, others], { pairSpread: line, score, ratio }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN, others[row] ?? NaN);
      score[row] = made.score;
      ratio[row] = made.ratio;
    }
  },
});
