import { byNames, byValues, isValue, priceRoles, sizeRoles, type Found } from './guess-columns.ts';
import {
  guessTime,
  joinedTimes,
  momentBy,
  specBy,
  timesOf,
  valuesOf,
  type Asked,
  type Timed,
} from './guess-times.ts';
import { intakeError } from './intake-errors.ts';
import { isBarTail, placeOf, type Columns, type Mapping, type Role } from './mapping.ts';
import type { Hints, Sample } from './sample.ts';

/** A mapping as it was guessed, and what of it somebody has to say because nobody could tell. */
export type Guess = { readonly mapping: Mapping; readonly doubts: readonly string[] };

/**
 * Guesses what the columns of a file mean, from their names and from what stands in them. Nothing is taken in by
 * it: a guess is shown, and what is in doubt has to be said.
 */
export function guessMapping(sample: Sample, hints: Hints = {}): Guess {
  const named = namedRows(sample);
  const { header, rows } = named;
  const { kind, columns } = findColumns(sample.file, named, hints);
  const doubts: string[] = [];
  const known = knownPlace(hints);
  const place = known ?? '24x7';
  const asked: Asked = { hints, doubts, file: sample.file };
  const timed = { columns, place, format: guessTime(joinedTimes(rows, columns), asked) };
  const isLocal = timed.format.length > 4 && timesOf(rows, timed).some(({ isDay }) => !isDay);
  if (isLocal && known === null) doubts.push('whose clock: say it (--place NSE, NYSE, or +05:30)');
  const barred = kind === 'bar' ? guessBars(named, timed, hints) : { spec: null, moment: null };
  if (kind === 'bar' && !isBarTail(barred.spec)) {
    doubts.push('the length of the bars: say it (--spec 1-MINUTE-LAST-EXTERNAL)');
  }
  doubts.push(...doubtsOfNames(named, columns, hints));
  const mapping: Mapping = {
    version: 1,
    kind,
    encoding: sample.encoding,
    delimiter: sample.delimiter,
    hasHeader: sample.encoding !== null && header !== null,
    columns: hints.instrument === undefined ? columns : withoutInstrument(columns),
    ...namesBy(hints),
    timeFormat: timed.format,
    place,
    ...barred,
    ...precisions(rows, columns, hints),
  };
  return { mapping, doubts };
}

type Named = Pick<Sample, 'header' | 'rows'>;

/** The rows of data, without the one that names the columns. */
function namedRows({ header, rows, file }: Sample): Named {
  const [first = [], ...others] = rows;
  const isNamed = header === null && first.length > 0 && !first.some(isValue);
  const named = isNamed ? { header: first, rows: others } : { header, rows };
  if (named.rows.length > 0) return named;
  throw intakeError('INTAKE_NO_MAPPING', `${file} has no rows`, { file });
}

function findColumns(file: string, { header, rows }: Named, hints: Hints): Found {
  const found = header === null ? byValues(rows, hints) : byNames(header, hints);
  if (found !== null) return found;
  const seen = header === null ? 'no header' : `the header ${header.slice(0, 20).join(', ')}`;
  const detail = `${file} with ${seen}; expected bars, quotes or trades with a time. A mapping file can say it`;
  throw intakeError('INTAKE_NO_MAPPING', detail, { file });
}

function guessBars({ header, rows }: Named, timed: Timed, hints: Hints): BarGuess {
  const spec = hints.spec ?? specBy(rows, timed);
  return { spec, moment: hints.moment ?? momentBy(spec, header, timed.columns) };
}

type BarGuess = Pick<Mapping, 'spec' | 'moment'>;

/** What only a person knows of what the file calls things. */
function doubtsOfNames({ header, rows }: Named, columns: Columns, hints: Hints): readonly string[] {
  const { instrument, exchange, kind } = hints;
  const isBare = header === null && kind === undefined;
  const isUnnamed = instrument === undefined && columns.instrument === undefined;
  const symbols = instrument === undefined ? valuesOf(rows, columns.instrument) : [];
  const isPlain = exchange === undefined && symbols.some((text) => !text.includes('.'));
  return [
    ...(isBare ? ['the columns have no names: look at them, and say the kind (--kind)'] : []),
    ...(isUnnamed ? ['the instrument: say it (--instrument SBIN.NSE)'] : []),
    ...(isPlain ? ['the exchange of the symbols: say it (--exchange NSE)'] : []),
  ];
}

function namesBy(hints: Hints): Pick<Mapping, 'instrument' | 'exchange'> {
  return { instrument: hints.instrument ?? null, exchange: hints.exchange ?? null };
}

function withoutInstrument(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([role]) => role !== 'instrument'));
}

function precisions(
  rows: Sample['rows'],
  columns: Columns,
  { pricePrecision, sizePrecision }: Hints,
): Pick<Mapping, 'pricePrecision' | 'sizePrecision'> {
  return {
    pricePrecision:
      pricePrecision ?? Math.max(PRICE_PLACES_MIN, placesIn(rows, columns, priceRoles)),
    sizePrecision: sizePrecision ?? placesIn(rows, columns, sizeRoles),
  };
}

/** Prices that happen to be whole may have hundredths in the next file. */
const PRICE_PLACES_MIN = 2;

/** As many decimal places as the sample has. */
function placesIn(rows: Sample['rows'], columns: Columns, roles: readonly Role[]): number {
  const texts = roles.flatMap((role) => valuesOf(rows, columns[role]));
  const lengths = texts.map((text) => (text.split('.')[1] ?? '').replace(/0+$/u, '').length);
  return Math.min(9, Math.max(0, ...lengths));
}

function knownPlace(hints: Hints): string | null {
  const place = hints.place ?? placeBy(hints);
  if (place === null || placeOf(place) !== null) return place;
  throw intakeError('INTAKE_BAD_MAPPING', `place ${place}, expected a calendar or +05:30`);
}

/** An exchange whose hours are known keeps its own time; of others nobody can know. */
function placeBy({ instrument, exchange = '' }: Hints): string | null {
  const [, name = ''] = /\.(\w+)$/u.exec(instrument ?? `.${exchange}`) ?? [];
  if (/^(?:NSE|BSE|NFO|BFO)$/u.test(name)) return 'NSE';
  return placeOf(name) === null ? null : name;
}
