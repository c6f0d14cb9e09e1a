import { readFileSync, statSync } from 'node:fs';

import {
  ADJUSTED_PLACES_MAX,
  type AdjustOptions,
  type Manifest,
  type PriceAdjustment,
} from '@argosy/catalog/history';
import { marketCalendar } from '@argosy/catalog/rules';
import { alwaysOpen, ArgosyError, toInstrumentId } from 'argosy/core';

import { readActions, type RowWanted } from '../action-table.ts';
import { refuseOptions, UsageError } from '../words.ts';

/** The options by which prices are adjusted. */
export const adjustOptions = {
  adjust: { type: 'string' },
  prices: { type: 'string' },
  places: { type: 'string' },
} as const;

/** How they are told. */
export const adjustUsage = `  --adjust FILE    prices of before in those of the last row, by what issuers have done: a table as run files take it,
                   instrument,type,ex,ratio,perUnit,price … (docs/run-files.md#actions)
  --prices WHAT    splits (bonuses, rights and demergers too) or totalReturn (dividends as well); splits unless told`;

/** The values of the options, as they were given. */
export type AdjustValues = {
  readonly adjust?: string | undefined;
  readonly prices?: string | undefined;
  readonly places?: string | undefined;
};

/** A table of actions has less than this: it is read as a whole. */
const TABLE_BYTES_MAX = 16_777_216;
/** How many mistakes of a table are told. */
const MISTAKES_MAX = 20;

/** By what the prices of a series are adjusted; null where nobody asks for it. */
export function adjustmentAsked(
  command: string,
  values: AdjustValues,
  manifest: Pick<Manifest, 'series' | 'precision'>,
): AdjustOptions | null {
  const { adjust: file, places } = values;
  if (file === undefined) {
    const { prices } = values;
    refuseOptions(
      command,
      { prices, places },
      { names: ['prices', 'places'], why: 'without --adjust it says nothing' },
    );
    return null;
  }
  const prices = pricesOf(command, values.prices ?? 'splits');
  const { actions, mistakes } = readActions(file, textOf(file), tableOf(manifest));
  if (mistakes.length > 0)
    throw new UsageError(`${command}: --adjust ${mistakesIn(file, mistakes)}`);
  return {
    actions,
    prices,
    ...(places === undefined ? {} : { places: placesOf(command, places) }),
  };
}

/** In words, what was done to prices. */
export function adjustedLine(
  { actions, pricePrecision }: PriceAdjustment,
  { precision }: Pick<Manifest, 'precision'>,
): string {
  if (actions === 0)
    return 'no action took effect within these rows: prices are as they were traded';
  const counted = actions === 1 ? 'one action' : `${actions} actions`;
  return `prices adjusted by ${counted}, with ${pricePrecision} decimal places (as traded: ${precision.price}); volumes as they were traded`;
}

type TableOf = Parameters<typeof readActions>[2] & { readonly isWanted: RowWanted };

/** Days begin where the instrument is traded; what others do is theirs, and in prices of theirs. */
function tableOf({ series, precision }: Pick<Manifest, 'series' | 'precision'>): TableOf {
  const { instrument } = series;
  const exchange = instrument.slice(instrument.lastIndexOf('.') + 1);
  const calendar = marketCalendar(exchange) ?? alwaysOpen;
  const listed = { id: instrument, pricePrecision: precision.price, calendar: calendar.id };
  return {
    units: { instruments: [listed], calendars: [calendar] },
    isWanted: ({ instrument: id = '' }) => id === instrument || !isId(id),
  };
}

function isId(text: string): boolean {
  try {
    toInstrumentId(text);
    return true;
  } catch (error) {
    if (error instanceof ArgosyError) return false;
    throw error;
  }
}

function textOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`--adjust ${path}: no such file`);
  if (!stat.isFile()) throw new UsageError(`--adjust ${path}: no plain file`);
  if (stat.size > TABLE_BYTES_MAX) {
    throw new UsageError(
      `--adjust ${path}: ${stat.size} bytes, expected at most ${TABLE_BYTES_MAX}`,
    );
  }
  return readFileSync(path, 'utf8');
}

function mistakesIn(file: string, mistakes: readonly string[]): string {
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`;
  const more = mistakes.length > MISTAKES_MAX ? ['  …'] : [];
  const told = mistakes.slice(0, MISTAKES_MAX).map((mistake) => `  ${mistake}`);
  return [`${file} has ${count}:`, ...told, ...more].join('\n');
}

function pricesOf(command: string, text: string): AdjustOptions['prices'] {
  if (text === 'splits' || text === 'totalReturn') return text;
  throw new UsageError(`${command}: --prices ${text}, expected splits or totalReturn`);
}

function placesOf(command: string, text: string): number {
  if (/^\d$/u.test(text) && Number(text) <= ADJUSTED_PLACES_MAX) return Number(text);
  throw new UsageError(`${command}: --places ${text}, expected 0 to ${ADJUSTED_PLACES_MAX}`);
}
