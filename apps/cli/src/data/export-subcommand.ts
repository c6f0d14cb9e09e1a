import { existsSync } from 'node:fs';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { adjustedLine, adjustmentAsked, adjustOptions, adjustUsage } from './adjust-words.ts';
import type { DataSubcommand } from './data-subcommand.ts';
import { instantOf, seriesOf, withHistory } from './history-words.ts';

const usage = `argosy data export: a series of history as CSV or Parquet

  argosy data export quote SBIN.NSE --to quotes.csv
  argosy data export bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL --to bars.parquet --from 2026-11-20 --until 2026-11-21
  argosy data export bar SBIN.NSE 1-DAY-LAST-EXTERNAL --to adjusted.csv --adjust actions.csv --prices totalReturn

  --from, --until  which rows: days, or instants with their zone
  --history DIR    where history is; data/history unless told
${adjustUsage}
  --places N       decimal places of adjusted prices; as many as they need unless told`;

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
      ...adjustOptions,
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
      const manifest = await history.manifest(series);
      const adjust = adjustmentAsked('data export', values, manifest);
      const adjustment =
        adjust === null ? null : await history.adjustment(series, { adjust, ...range });
      const adjusted = adjustment === null ? {} : { adjustment };
      const rows = await history.export(series, { path, ...range, ...adjusted });
      say(existsSync(path) ? `${rows} rows in ${path}` : 'nothing of that time, so no file');
      if (adjustment !== null) say(adjustedLine(adjustment, manifest));
      return exitCodes.done;
    });
  },
};
