import type { CostStep } from './sheet.ts';

/** A bar of a waterfall: from where to where, as parts of its height; 0 lies at `zero`. */
export type FallBar = {
  readonly id: string;
  readonly amount: string;
  readonly top: number;
  readonly bottom: number;
  /** Gross and net stand on zero; what lies between moves from one to the other. */
  readonly isTotal: boolean;
};

/** The way from gross to net as bars. */
export function waterfall(steps: readonly CostStep[]): {
  readonly bars: readonly FallBar[];
  readonly zero: number;
} {
  let sum = 0;
  const spans = steps.map(({ kind, name, amount }) => {
    const isTotal = kind === 'gross' || kind === 'net';
    const from = isTotal ? 0 : sum;
    sum = isTotal ? Number(amount) : sum + Number(amount);
    return { id: `${kind} ${name}`, amount, from, to: sum, isTotal };
  });
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const height = most - least === 0 ? 1 : most - least;
  const placed = (value: number): number => (most - value) / height;
  return {
    zero: placed(0),
    bars: spans.map(({ id, amount, from, to, isTotal }) => ({
      id,
      amount,
      isTotal,
      top: placed(Math.max(from, to)),
      bottom: placed(Math.min(from, to)),
    })),
  };
}
