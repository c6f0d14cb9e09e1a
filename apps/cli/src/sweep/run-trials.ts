import { learnedTrialsOf, TrialTable, type Search } from 'argosy/vector';

import type { Terminal } from '../terminal.ts';
import { CellKeeper } from './cell-keeper.ts';
import { onThreads } from './on-threads.ts';
import type { OpenedSweep } from './open-sweep.ts';

/** What has run: which trials, and what came of them. */
export type Swept = { readonly search: Search; readonly table: TrialTable };

/** Where trials are kept, on how many threads they run, and who hears of it. */
export type TrialsOptions = {
  readonly out: string | null;
  readonly threads: number | undefined;
  readonly terminal: Terminal;
};

/**
 * Runs the trials of a sweep and says which they were; null where they were interrupted. They go on from what was
 * kept, and what has run is kept now and then, and at the end, whatever that is.
 */
export async function runTrials(
  path: string,
  opened: OpenedSweep,
  options: TrialsOptions,
): Promise<Swept | null> {
  const { file, options: of } = opened;
  const { model, count: asked } = file.search;
  const isLearning = model === 'tpe';
  const trials = { space: file.space, trials: asked };
  const size = isLearning ? learnedTrialsOf(trials) : of.search.size;
  const { terminal } = options;
  if (model !== 'grid' && size < asked) {
    const text = `the space has ${size} combinations, so each is tried once`;
    terminal.write(`${text}; ${asked} were asked for\n`);
  }
  const table = TrialTable.shared(size);
  const keeper = new CellKeeper(opened, { out: options.out, name: 'trials.bin', terminal });
  keeper.onCells(table.cells, table.width);
  const start = performance.now();
  let search: Search | null;
  try {
    search = isLearning
      ? await learn(path, opened, { table, keeper, options })
      : await sweep(path, opened, { table, keeper, options });
  } finally {
    keeper.keep();
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const count = search === null ? `${table.done} of ${size}` : `${table.done}`;
  const from = isLearning ? ', each from those before,' : '';
  terminal.write(`${count} trials over ${of.bars.close.length} bars${from} in ${seconds} s\n`);
  if (search === null) return null;
  const left = size - table.done;
  if (left > 0)
    terminal.write(`${left} of ${size} combinations were not fine, and count as none\n`);
  return { search, table };
}

type UnderWay = {
  readonly table: TrialTable;
  readonly keeper: CellKeeper;
  readonly options: TrialsOptions;
};

async function sweep(
  path: string,
  { options: { bars, search } }: OpenedSweep,
  { table, keeper: { onProgress }, options: { threads } }: UnderWay,
): Promise<Search | null> {
  await onThreads({ path, bars, threads }, (pool, run) => pool.run({ ...run, table, onProgress }));
  return table.done < table.trials ? null : search;
}

/** Threads run a batch together, and each batch is drawn from those before. */
async function learn(
  path: string,
  { file: { space, by, search }, options: { bars } }: OpenedSweep,
  { table, keeper: { onProgress }, options: { threads } }: UnderWay,
): Promise<Search | null> {
  const { count: trials, seed, batch } = search;
  const terms = { space, trials, seed, by, batch };
  const learned = await onThreads({ path, bars, threads }, (pool, run) =>
    pool.learn({ ...run, terms, table, onProgress }),
  );
  return learned === null ? null : learned.search;
}
