import { formatSeries, type SeriesSummary, type TapeProgress } from '@argosy/catalog/history';
import { formatTimestamp, type Timestamp } from 'argosy/core';

import { exitCodes, parseWords } from '../words.ts';
import { misused, type DataSubcommand } from './data-subcommand.ts';
import { withHistory } from './history-words.ts';

const usage = `argosy data list: what is in history, a line for each series

  argosy data list [--history DIR] [--json]`;

/** `argosy data list`. */
export const listSubcommand: DataSubcommand = {
  name: 'list',
  help: 'what is in history, a line for each series',
  usage,
  run: async (words, { say }) => {
    const { values, positionals } = parseWords('data list', words, {
      history: { type: 'string' },
      json: { type: 'boolean' },
    });
    if (positionals.length > 0) throw misused(`${positionals[0]} says nothing here`, usage);
    return withHistory(values.history, async (history) => {
      const [series, tapes] = [await history.list(), await history.tapes()];
      if (values.json === true) {
        say(JSON.stringify({ series: series.map(plainOf), tapes }));
        return exitCodes.done;
      }
      for (const line of [...series.map(lineOf), ...tapes.map(tapeLine)]) say(line);
      if (series.length === 0) say('nothing');
      return exitCodes.done;
    });
  },
};

function plainOf(summary: SeriesSummary): object {
  return { ...summary, series: formatSeries(summary.series) };
}

function lineOf({ series, rows, bytes, files, firstAt, lastAt }: SeriesSummary): string {
  const span = `${shown(firstAt)} to ${shown(lastAt)}`;
  return `${formatSeries(series)}: ${rows} rows, ${span}, ${files} files, ${(bytes / 1e6).toFixed(2)} MB`;
}

function tapeLine({ tape, number, gaps }: TapeProgress): string {
  const missing = gaps.reduce((sum, { from, upTo }) => sum + (upTo ?? number) - from + 1, 0);
  const left =
    missing === 0 ? 'nothing left out' : `${missing} inputs left out in ${gaps.length} gaps`;
  return `tape ${tape}: rolled up to number ${number}, ${left}`;
}

function shown(at: Timestamp | null): string {
  return at === null ? 'nothing' : formatTimestamp(at);
}
