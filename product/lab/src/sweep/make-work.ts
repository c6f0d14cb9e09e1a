import { assertNever } from 'argosy/core';
import {
  ForwardSearch,
  Sweep,
  TrialTable,
  ValidationSearch,
  type SearchSpace,
  type SearchWork,
  type SweepOptions,
} from 'argosy/vector';

import type { SweepTask } from './sweep-job.ts';

/** Makes the work of a task over cells that others fill too. */
export function makeWork(
  options: SweepOptions<SearchSpace>,
  task: Exclude<SweepTask, { readonly kind: 'learn' }>,
  cells: Float64Array,
): SearchWork {
  const cellsOf = (): Float64Array => cells;
  switch (task.kind) {
    case 'sweep': {
      const { trials, blocks } = task;
      const sweep = new Sweep({ ...options, table: new TrialTable(trials, blocks, cells) });
      const { width } = sweep.table;
      return { size: trials, width, run: (from, until) => sweep.run(from, until) };
    }
    case 'forward':
      return new ForwardSearch(options, { windows: task.windows, by: task.by, cellsOf });
    case 'validation':
      return new ValidationSearch(options, task.terms, cellsOf);
    default:
      return assertNever(task);
  }
}
