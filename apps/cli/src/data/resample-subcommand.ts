import {
  formatSeries,
  toColumns,
  type HistoryStore,
  type Resampled,
  type Series,
} from '@argosy/catalog/history';
import { brand, MICROS_PER_MINUTE, type Price, type Quantity, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec, type Bar } from 'argosy/domain';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { misused, type DataSubcommand } from './data-subcommand.ts';
import { seriesOf, withHistory } from './history-words.ts';

const usage = `argosy data resample: longer bars of bars, or bars of trades, as a series of their own

  argosy data resample bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL --to 1-HOUR-LAST-EXTERNAL --offset 03:45
  argosy data resample trade SBIN.NSE --to 1-MINUTE-LAST-EXTERNAL

  --to SPEC        which bars are made; days of them that are there already are replaced
  --offset HH:MM   how far beyond midnight by UTC the first bar of a day begins: 03:45 is 09:15 in India
  --history DIR    where history is; data/history unless told`;

const options = {
  history: { type: 'string' },
  to: { type: 'string' },
  offset: { type: 'string' },
} as const;

/** `argosy data resample …`. */
export const resampleSubcommand: DataSubcommand = {
  name: 'resample',
  help: 'longer bars of bars, or bars of trades, as a series of their own',
  usage,
  run: async (words, { say }) => {
    const { values, positionals } = parseWords('data resample', words, options);
    const series = seriesOf(positionals, usage);
    if (values.to === undefined) throw misused('--to is needed', usage);
    const made = seriesOf(['bar', series.instrument, values.to], usage);
    const every = spanOf(made, values.to);
    const offset = toOffset(values.offset ?? '00:00');
    return withHistory(values.history, async (history) => {
      const { precision } = await history.manifest(series);
      const [resampled] = await history.resample([series], { every, offset });
      const bars = resampled === undefined ? [] : barsOf(resampled, made);
      await keep(history, { made, bars, precision });
      say(`${bars.length} rows of ${formatSeries(made)}, of ${formatSeries(series)}`);
      return exitCodes.done;
    });
  },
};

type Made = {
  readonly made: Series;
  readonly bars: readonly Bar[];
  readonly precision: Parameters<HistoryStore['append']>[0]['precision'];
};

async function keep(history: HistoryStore, { made, bars, precision }: Made): Promise<void> {
  const batch = toColumns('bar', bars);
  await history.append({ series: made, batch, precision, mode: 'replace' });
}

/** How long the bars are that are wanted; those that do not go by time are none of these. */
function spanOf({ instrument }: Series, spec: string): number {
  const parsed = parseBarSpec(`${instrument}-${spec}`);
  const span = parsed.ok && parsed.value.source === 'EXTERNAL' ? barSpanMicros(parsed.value) : 0;
  if (span > 0) return span;
  throw new UsageError(`data resample: --to ${spec}: expected bars of time, 1-HOUR-LAST-EXTERNAL`);
}

function toOffset(text: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(text) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * MICROS_PER_MINUTE;
  throw new UsageError(`data resample: --offset ${text}: expected hours and minutes, 03:45`);
}

function barsOf({ bars }: Resampled, made: Series): readonly Bar[] {
  if (made.kind !== 'bar') return [];
  const { instrument, spec } = made;
  const names = ['opens_us', 'closes_us', 'open', 'high', 'low', 'close', 'volume'] as const;
  const columns = names.map((name) => bars.numbers(name));
  return Array.from({ length: bars.rows }, (_, row): Bar => {
    const [opens, closes, open, high, low, close, volume] = columns.map((of) => of[row] ?? 0);
    const closesAt = brand<Timestamp>(closes ?? 0);
    const price = (value: number | undefined): Price => brand<Price>(value ?? 0);
    return {
      kind: 'bar',
      instrument,
      spec,
      eventAt: closesAt,
      nanos: 0,
      availableAt: closesAt,
      sourceSequence: 0,
      opensAt: brand<Timestamp>(opens ?? 0),
      closesAt,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: brand<Quantity>(volume ?? 0),
      bid: null,
      ask: null,
      revision: 0,
    };
  });
}
