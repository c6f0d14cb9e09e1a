import { existsSync } from 'node:fs';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import type { DataSubcommand } from './data-subcommand.ts';
import { instantOf, seriesOf, withHistory } from './history-words.ts';

const usage = `argosy data export: a series of history as CSV or Parquet

  argosy data export quote SBIN.NSE --to quotes.csv
  argosy data export bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL --to bars.parquet --from 2026-11-20 --until 2026-11-21
  [--history DIR]   whose prices, data/history unless told`;

/** `argosy data export`. */
export const exportSubcommand: DataSubcommand = {
  name: 'export',
  help: 'a series of history as CSV or Parquet',
  usage,
  run: async (words, { say }) => {
    const { values, positionals } = parseWords('data export', words, {
      history: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
      until: { type: 'string' },
    });
    const series = seriesOf(positionals, usage);
    const { to: path } = values;
    if (path === undefined || !/\.(csv|parquet)$/u.test(path)) {
      throw new UsageError('data export: --to FILE.csv or --to FILE.parquet is needed');
    }
    if (existsSync(path)) throw new UsageError(`--to ${path}: it is there already`);
    const range = {
      ...(values.from === undefined ? {} : { from: instantOf('from', values.from) }),
      ...(values.until === undefined ? {} : { until: instantOf('until', values.until) }),
    };
    return withHistory(values.history, async (history) => {
      const rows = await history.export(series, { path, ...range });
      say(existsSync(path) ? `${rows} rows in ${path}` : 'nothing of that time, so no file');
      return exitCodes.done;
    });
  },
};
