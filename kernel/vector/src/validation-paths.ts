import type { RowRange } from './forward-windows.ts';
import { judgeSharpe, type SharpeVerdict } from './judge-sharpe.ts';
import type { SearchSpace } from './search-space.ts';
import type { SignalRun } from './signal-engine.ts';
import type { Sweep } from './sweep.ts';

/** All groups once, each as it came out where it was tried on; what that is worth by the trials each split chose among. */
export type ValidationPath = SharpeVerdict & {
  readonly gain: number;
  /** Of each group, what was chosen for it. */
  readonly stretches: readonly { readonly trial: number; readonly test: RowRange }[];
};

/** What a path is made of: a split, what it chose, and the rows it was tried on. */
type TriedSplit = {
  readonly trial: number;
  readonly groups: readonly number[];
  readonly test: readonly RowRange[];
};

type Stretch = ValidationPath['stretches'][number] & { readonly returns: Float64Array };

/** Every group is tried on in as many splits; the first of each make a path, then the second, and so on. */
export function pathsOf(
  sweep: Pick<Sweep<SearchSpace>, 'runTrial' | 'table'>,
  splits: readonly TriedSplit[],
  groups: number,
): readonly ValidationPath[] {
  const tried = Array.from({ length: groups }, (): Stretch[] => []);
  for (const { trial, groups: tested, test } of splits) {
    const returns = returnsOf(sweep.runTrial(trial));
    for (const [at, group] of tested.entries()) {
      const range = test[at];
      if (range === undefined) continue;
      tried[group]?.push({
        trial,
        test: range,
        returns: returns.slice(range.from, range.until),
      });
    }
  }
  const count = tried[0]?.length ?? 0;
  return Array.from({ length: count }, (_, path) => {
    const own = tried.flatMap((of) => of.slice(path, path + 1));
    const returns = own.flatMap((stretch) => [...stretch.returns]);
    const gain = returns.reduce((growth, one) => growth * (1 + one), 1) - 1;
    const stretches = own.map(({ trial, test }) => ({ trial, test }));
    return { gain, ...judgeSharpe(returns, sweep.table.trials), stretches };
  });
}

function returnsOf({ equity, funds }: SignalRun): Float64Array {
  return Float64Array.from(equity, (worth, row) => {
    const before = row === 0 ? funds : (equity[row - 1] ?? NaN);
    return before > 0 ? worth / before - 1 : 0;
  });
}
