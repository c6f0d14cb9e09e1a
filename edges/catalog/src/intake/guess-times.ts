import { readTime, timeFormats, utcClock, type CellTime, type TimeFormat } from './cell-time.ts';
import { intakeError } from './intake-errors.ts';
import { placeOf, type BarMoment, type Columns } from './mapping.ts';
import type { Hints, Sample } from './sample.ts';

/** Steps between bars that have a specification of their own, in seconds. */
const steps: readonly (readonly [number, string])[] = [
  [86_400, '1-DAY'],
  [3600, '1-HOUR'],
  [1800, '30-MINUTE'],
  [900, '15-MINUTE'],
  [600, '10-MINUTE'],
  [300, '5-MINUTE'],
  [180, '3-MINUTE'],
  [60, '1-MINUTE'],
  [1, '1-SECOND'],
];
/** A count outside of 1980 to 2100 is one in another unit. */
const COUNT_FIRST = 315_532_800_000_000;
const COUNT_LAST = 4_102_444_800_000_000;
/** From one daily bar to the next lie four days at most, over a long weekend. */
const DAY_GAP_MAX = 4 * 86_400_000_000;

/** What stands in the column of times, with that of the time of day behind it. */
export function joinedTimes(rows: Sample['rows'], { time, clock }: Columns): readonly string[] {
  const texts = rows.map(
    (row) => `${row[time ?? -1] ?? ''} ${clock === undefined ? '' : row[clock]}`,
  );
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

/** What stands in a column, where something does. */
export function valuesOf(
  rows: readonly (readonly string[])[],
  place: number | undefined,
): readonly string[] {
  return place === undefined
    ? []
    : rows.map((row) => row[place] ?? '').filter((text) => text !== '');
}

/**
 * The formats that most of some texts can be of, more than half of them: a row may be a bad one. A count of
 * before 1980 is a day in digits.
 */
export function formatsOf(texts: readonly string[]): readonly TimeFormat[] {
  const fits = (text: string, format: TimeFormat): boolean => {
    const read = readTime(text, format, utcClock);
    if (read === null) return false;
    return format.length > 2 || (read.at > COUNT_FIRST && read.at < COUNT_LAST);
  };
  const counts = timeFormats.map((format) => {
    return { format, count: texts.filter((text) => fits(text, format)).length };
  });
  const most = Math.max(...counts.map(({ count }) => count));
  if (most * 2 <= texts.length) return [];
  return counts.filter(({ count }) => count === most).map(({ format }) => format);
}

/** How the times of a file are written; where they could be two ways, that is a doubt. */
export function guessTime(texts: readonly string[], { hints, doubts, file }: Asked): TimeFormat {
  if (hints.timeFormat !== undefined) return hints.timeFormat;
  const [first, second] = formatsOf(texts);
  if (first === undefined) {
    const detail = `${file}: times such as ${JSON.stringify((texts[0] ?? '').slice(0, 40))} are of no one format; say it (--time-format)`;
    throw intakeError('INTAKE_NO_MAPPING', detail, { file });
  }
  if (second !== undefined) {
    doubts.push(`whether days are ${first} or ${second}: say it (--time-format ${first})`);
  }
  return first;
}

/** What a guess goes by, and where its doubts go. */
export type Asked = { readonly hints: Hints; readonly doubts: string[]; readonly file: string };

/** The times of a sample, by the clock of its place. */
export function timesOf(
  rows: Sample['rows'],
  { columns, format, place }: Timed,
): readonly CellTime[] {
  const clock = placeOf(place) ?? utcClock;
  return rows.flatMap((row) => {
    const text = [columns.time, columns.clock]
      .map((at) => (at === undefined ? '' : (row[at] ?? '')))
      .join(' ');
    const read = readTime(text.trim(), format, clock);
    return read === null ? [] : [read];
  });
}

/** Where times stand, and how they are read. */
export type Timed = {
  readonly columns: Columns;
  readonly format: TimeFormat;
  readonly place: string;
};

/** The length of bars by the least time from one to the next of the same instrument. */
export function specBy(rows: Sample['rows'], timed: Timed): string | null {
  const byInstrument = new Map<string, Sample['rows'][number][]>();
  for (const row of rows) {
    const id = timed.columns.instrument === undefined ? '' : (row[timed.columns.instrument] ?? '');
    byInstrument.set(id, [...(byInstrument.get(id) ?? []), row]);
  }
  const gaps = [...byInstrument.values()].flatMap((own) => {
    const times = timesOf(own, timed);
    return times.slice(1).map(({ at }, place) => Math.abs(at - (times[place]?.at ?? at)));
  });
  const least = Math.min(...gaps.filter((gap) => gap > 0));
  const allDays = timesOf(rows, timed).every(({ isDay }) => isDay);
  const isDaily =
    (allDays && !(least > DAY_GAP_MAX)) || (least > 72_000_000_000 && least <= DAY_GAP_MAX);
  if (isDaily) return '1-DAY-LAST-EXTERNAL';
  const step = steps.find(([seconds]) => seconds * 1_000_000 === least);
  return step === undefined ? null : `${step[1]}-LAST-EXTERNAL`;
}

/** Bars of a day are named by it; others mostly by their open. */
export function momentBy(
  spec: string | null,
  header: readonly string[] | null,
  columns: Columns,
): BarMoment {
  if (spec?.includes('-DAY-') === true) return 'day';
  const name = header?.[columns.time ?? -1] ?? '';
  return /clos|end/iu.test(name) ? 'close' : 'open';
}
