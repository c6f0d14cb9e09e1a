import type { SourceContent } from 'argosy/backtest';
import { ArgosyError, toInstrumentId, type InstrumentId } from 'argosy/core';
import { toBarSpecText, type MarketDataKind } from 'argosy/domain';

import { historyError } from './history-errors.ts';

/** Data of a type of your own; its name is yours, its columns are said as it is begun. */
export type CustomSeries = {
  readonly kind: 'custom';
  readonly instrument: InstrumentId;
  readonly name: string;
};

/** What is kept together: one kind of data of one instrument; bars by specification, custom data by name. */
export type Series = SourceContent | CustomSeries;

/** Every kind a series can be of. */
export type HistoryKind = MarketDataKind | 'custom';

/** All kinds, each once. */
export const historyKinds: readonly HistoryKind[] = [
  'quote',
  'trade',
  'bar',
  'status',
  'book',
  'adjustment',
  'queue',
  'mark',
  'index',
  'funding',
  'custom',
];

const nameOfCustom = /^[a-z][a-z0-9-]{0,31}$/u;

/** What tells series of the same kind and instrument apart; empty where nothing does. */
function variantOf(series: Series): string {
  if (series.kind === 'custom') return series.name;
  if (series.kind !== 'bar') return '';
  return series.spec.slice(series.instrument.length + 1);
}

/** The folder of a series in its store: `kind=bar/instrument=SBIN.NSE/spec=1-MINUTE-LAST-EXTERNAL`. */
export function folderOf(series: Series): string {
  if (series.kind === 'custom' && !nameOfCustom.test(series.name)) {
    const detail = `the name ${JSON.stringify(series.name)}, expected small letters, digits and dashes, up to 32`;
    throw historyError('HISTORY_BAD_SERIES', detail);
  }
  const parts = [`kind=${series.kind}`, `instrument=${escaped(series.instrument)}`];
  const variant = variantOf(series);
  if (variant !== '') parts.push(`spec=${escaped(variant)}`);
  return parts.join('/');
}

/** The series of a folder; null where the folder is none of a series. */
export function seriesOfFolder(folder: string): Series | null {
  const [kindPart = '', instrumentPart = '', specPart = '', ...more] = folder.split('/');
  const kind = historyKinds.find((one) => kindPart === `kind=${one}`);
  if (kind === undefined || more.length > 0 || !instrumentPart.startsWith('instrument='))
    return null;
  const id = plain(instrumentPart.slice('instrument='.length));
  const variant = specPart.startsWith('spec=') ? plain(specPart.slice('spec='.length)) : '';
  try {
    return toSeries(kind, id, variant);
  } catch (error) {
    if (error instanceof ArgosyError) return null;
    throw error;
  }
}

/** A series from its parts as texts; refuses what is none. */
export function toSeries(kind: string, instrument: string, variant: string): Series {
  const known = historyKinds.find((one) => one === kind);
  if (known === undefined) {
    const detail = `kind ${JSON.stringify(kind)}, expected one of ${historyKinds.join(', ')}`;
    throw historyError('HISTORY_BAD_SERIES', detail);
  }
  const id = toInstrumentId(instrument);
  if (known === 'bar')
    return { kind: known, instrument: id, spec: toBarSpecText(`${id}-${variant}`) };
  if (known === 'custom') return { kind: known, instrument: id, name: variant };
  if (variant === '') return { kind: known, instrument: id };
  throw historyError('HISTORY_BAD_SERIES', `${kind} of ${id} has no variant, found ${variant}`);
}

/** A series in words, for messages and listings: `bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL`. */
export function formatSeries(series: Series): string {
  const variant = variantOf(series);
  return `${series.kind} ${series.instrument}${variant === '' ? '' : ` ${variant}`}`;
}

/** The series that such words name; refuses what names none. */
export function parseSeries(text: string): Series {
  const [kind = '', instrument = '', variant = '', ...more] = text.split(' ');
  if (more.length === 0) return toSeries(kind, instrument, variant);
  throw historyError('HISTORY_BAD_SERIES', `${text}: expected a kind, an instrument and a length`);
}

/** Whether two are the same series. */
export function isSameSeries(one: Series, other: Series): boolean {
  return formatSeries(one) === formatSeries(other);
}

/** What a folder's name cannot have, as `%` and two digits; ids are of printable ASCII. */
function escaped(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._+@,-]/gu, (unit) => {
    return `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

function plain(text: string): string {
  return text.replaceAll(/%([0-9A-F]{2})/gu, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
}
