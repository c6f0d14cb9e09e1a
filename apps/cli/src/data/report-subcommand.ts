import { formatSeries, type HistoryStore, type Series } from '@argosy/catalog/history';
import { qualityLines, reportQuality } from '@argosy/catalog/intake';

import { exitCodes, parseWords } from '../words.ts';
import { adjustmentAsked, adjustOptions, adjustUsage, type AdjustValues } from './adjust-words.ts';
import type { DataSubcommand, DataTerminal } from './data-subcommand.ts';
import { seriesOf, withHistory } from './history-words.ts';

const usage = `argosy data report [KIND INSTRUMENT [SPEC]]: what is wrong with data in history

Of all series, or of one: bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL. Ends with 1 where something was found.

  --history DIR     where history is; data/history unless told
  --market NAME     whose calendar holds (nse, bse, nfo, mcx, nyse …), or none; by the exchange unless told
  --patience MIN    how long ticks may be silent while the market is open; 5 unless told
  --json            reports as data, one a line
${adjustUsage}`;

/** `argosy data report …`. */
export const reportSubcommand: DataSubcommand = {
  name: 'report',
  help: 'what is wrong with data in history: gaps, outliers, crossed quotes and the like',
  usage,
  run: runReport,
};

const options = {
  json: { type: 'boolean' },
  history: { type: 'string' },
  market: { type: 'string' },
  patience: { type: 'string' },
  adjust: adjustOptions.adjust,
  prices: adjustOptions.prices,
} as const;

async function runReport(words: readonly string[], terminal: DataTerminal): Promise<number> {
  const { values, positionals } = parseWords('data report', words, options);
  const named = positionals.length === 0 ? null : seriesOf(positionals, usage);
  const { json = false, market, patience } = values;
  return withHistory(values.history, async (history) => {
    const wanted = named === null ? await allOf(history) : [named];
    const isAdjusted = (series: Series): boolean => series === named || hasPrices.has(series.kind);
    return reportAll(wanted, { history, json, market, patience, values, isAdjusted }, terminal);
  });
}

type Asked = {
  readonly history: HistoryStore;
  readonly json: boolean;
  readonly market: string | undefined;
  readonly patience: string | undefined;
  readonly values: AdjustValues;
  /** Whose prices are adjusted, where that is asked for. */
  readonly isAdjusted: (series: Series) => boolean;
};

/** Of all series those whose prices actions change. */
const hasPrices: ReadonlySet<string> = new Set(['bar', 'trade', 'quote']);

async function reportAll(
  wanted: readonly Series[],
  { history, json, market, patience = '5', values, isAdjusted }: Asked,
  { say, signal }: DataTerminal,
): Promise<number> {
  const hours = market === undefined ? {} : { market: market === 'none' ? null : market };
  const common = { history, signal, patienceMinutes: Number(patience), ...hours };
  let isClean = true;
  for (const series of wanted) {
    const manifest = await history.manifest(series);
    const adjust = isAdjusted(series) ? adjustmentAsked('data report', values, manifest) : null;
    const adjusted = adjust === null ? {} : { adjust };
    const report = await reportQuality({ ...common, ...adjusted, series });
    isClean = isClean && report.findings.length === 0;
    const lines = json ? [JSON.stringify(report)] : qualityLines(report);
    for (const line of lines) say(line);
  }
  return isClean ? exitCodes.done : exitCodes.bad;
}

async function allOf(history: HistoryStore): Promise<readonly Series[]> {
  const summaries = await history.list();
  return summaries
    .map(({ series }) => series)
    .toSorted((one, other) => (formatSeries(one) < formatSeries(other) ? -1 : 1));
}
