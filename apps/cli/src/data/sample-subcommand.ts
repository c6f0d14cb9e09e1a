import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import { importFile, previewImport } from '@argosy/catalog/intake';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import type { DataSubcommand, DataTerminal } from './data-subcommand.ts';
import { HISTORY_FOLDER } from './history-words.ts';
import { dataSamples, pathOfSample, type DataSample } from './samples.ts';

const usage = `argosy data sample [NAME…]: what comes along, into history by name

Without a name it lists them. Where each comes from, and its licence: examples/data/SOURCES.md.

  --history DIR   where history is; data/history unless told`;

/** `argosy data sample …`. */
export const sampleSubcommand: DataSubcommand = {
  name: 'sample',
  help: 'samples that come along: lists them, or takes them into history by name',
  usage,
  run: runSample,
};

async function runSample(words: readonly string[], terminal: DataTerminal): Promise<number> {
  const { values, positionals } = parseWords('data sample', words, {
    history: { type: 'string' },
  });
  const { say } = terminal;
  // All names are known before the first is taken.
  const wanted = positionals.map(toSample);
  if (wanted.length === 0) {
    for (const { name, title, licence } of dataSamples) {
      say(`${name.padEnd(8)} ${title} (${licence})`);
    }
    return exitCodes.done;
  }
  const history = new HistoryStore({
    store: await FolderStore.open(values.history ?? HISTORY_FOLDER),
  });
  try {
    for (const sample of wanted) await take(sample, history, terminal);
    return exitCodes.done;
  } finally {
    await history.close();
  }
}

async function take(
  sample: DataSample,
  history: HistoryStore,
  terminal: DataTerminal,
): Promise<void> {
  const path = pathOfSample(sample);
  const { mapping } = await previewImport(path, sample.hints);
  const { signal, say } = terminal;
  const common = { path, mapping, history, signal, mode: 'merge' } as const;
  const { series } = await importFile({ ...common, badRowsMax: 0 });
  for (const one of series) say(`${sample.name}: ${one.rows} rows as ${one.series}`);
}

function toSample(name: string): DataSample {
  const sample = dataSamples.find((one) => one.name === name);
  if (sample !== undefined) return sample;
  const known = dataSamples.map((one) => one.name).join(', ');
  throw new UsageError(`data sample: no sample ${name}; there are ${known}`);
}
