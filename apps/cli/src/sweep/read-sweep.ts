import { failReading, type Fields } from 'argosy/backtest';
import {
  gridSearch,
  randomSearch,
  type Distance,
  type ExitRules,
  type Objective,
  type Search,
  type SearchRange,
  type SearchSpace,
  type SearchValues,
  type SignalRules,
} from 'argosy/vector';

/** What a sweep file says; the money, the charges and the data are those of its run file. */
export type SweepFile = {
  readonly title: string;
  /** The run file, and the module of the signals, as they are written: from the folder of the sweep file. */
  readonly run: string;
  readonly signals: string;
  readonly space: SearchSpace;
  /** How combinations are tried: all, by chance, or by what was learned (`tpe`); the last two so many. */
  readonly search: {
    readonly model: 'grid' | 'random' | 'tpe';
    readonly count: number;
    readonly seed: string;
    /** How many are drawn from the same knowledge, where it learns. */
    readonly batch: number;
  };
  readonly by: Objective;
  readonly rules: Pick<SignalRules, 'size' | 'sides' | 'leverage' | 'exits'>;
};

/** Reads a sweep file. */
export function readSweepFile(fields: Fields): SweepFile {
  const search = fields.wordOrObject('search', 'grid');
  const model = search.word('model', ['grid', 'random', 'tpe']);
  const count = model === 'grid' ? 0 : search.whole('count');
  const seed = model === 'grid' ? '' : search.text('seed', '');
  const batch = model === 'tpe' ? readBatch(search) : 1;
  search.finish();
  const space = readSpace(fields.object('space'));
  const file: SweepFile = {
    title: fields.text('title', 'sweep'),
    run: fields.text('run'),
    signals: fields.text('signals'),
    space,
    search: { model, count, seed, batch },
    by: fields.word('by', ['sharpe', 'gain', 'gainOverFall'], 'sharpe'),
    rules: {
      size: readSize(fields),
      sides: fields.word('sides', ['both', 'long', 'short'], 'both'),
      leverage: fields.fraction('leverage', '1'),
      exits: {
        ...readDistance(fields, 'stop'),
        ...readDistance(fields, 'target'),
        ...readDistance(fields, 'trail'),
      },
    },
  };
  fields.finish();
  return file;
}

/** The search that a sweep file asks for, without what its module calls not fine. */
export function searchOf(
  { space, search: { model, count, seed } }: SweepFile,
  isFine: ((values: SearchValues) => boolean) | undefined,
): Search {
  if (model === 'grid') return gridSearch(space, isFine);
  return randomSearch(space, { count, seed }, isFine);
}

const BATCH_STANDARD = 8;
const BATCH_MAX = 1_000;

function readBatch(search: Fields): number {
  const batch = search.whole('batch', BATCH_STANDARD, BATCH_MAX);
  if (batch > 0) return batch;
  return failReading('expected at least 1, got 0', search.placeOf('batch'));
}

/** Ranges such as `5..60` or `5..60 by 5`, and lists. */
function readSpace(fields: Fields): SearchSpace {
  const names = fields.names;
  if (names.length === 0 && !fields.isNotedWithin('space')) {
    failReading('expected a parameter', 'space');
  }
  const space = Object.fromEntries(names.map((name) => [name, readRange(fields, name)]));
  fields.finish();
  return space;
}

function readRange(fields: Fields, name: string): SearchRange {
  const fail = (detail: string): never => failReading(detail, fields.placeOf(name));
  if (fields.isList(name)) {
    const values = fields.listOf(name, toValue);
    if (values.length === 0) return fail('expected a value, the list has none');
    // What stands twice would count as two trials.
    const twice = values.find((value, at) => values.indexOf(value) !== at);
    return twice === undefined ? values : fail(`${JSON.stringify(twice)} stands twice in the list`);
  }
  return fields.made(name, (text) => {
    const [, from, to = from, by = '1'] = rangePattern.exec(text) ?? [];
    const got = JSON.stringify(text);
    if (from === undefined) {
      return fail(`expected a list, or a range such as 5..60 by 5, got ${got}`);
    }
    const range = { from: Number(from), to: Number(to), step: Number(by) };
    if (range.step < 1) return fail(`expected a step of at least 1, got ${got}`);
    if (range.to < range.from) return fail(`expected a range that rises, got ${got}`);
    return range;
  });
}

const rangePattern = /^(-?\d{1,15})(?:\.\.(-?\d{1,15})(?: by (\d{1,15}))?)?$/u;

function toValue(text: string): number | string {
  return /^-?\d{1,15}(\.\d{1,15})?$/u.test(text) ? Number(text) : text;
}

/** A quantity such as `100`, or a part of the equity such as `50%`. */
function readSize(fields: Fields): SignalRules['size'] {
  return fields.made('size', (text) => {
    const share = /^(\d{1,9}(?:\.\d{1,9})?)%$/u.exec(text)?.[1];
    if (share !== undefined) return { share: shareOf(fields, Number(share) / 100) };
    if (/^\d{1,15}$/u.test(text)) return { qty: Number(text) };
    const expected = 'expected a quantity, or a part of the equity such as 50%';
    return failReading(`${expected}, got ${JSON.stringify(text)}`, fields.placeOf('size'));
  });
}

/** A part of the equity that the leverage carries; while that is wrong itself nobody knows. */
function shareOf(fields: Fields, share: number): number {
  const leverage = fields.fraction('leverage', '1');
  const isFine = share > 0 && (share <= leverage || fields.isNotedWithin('leverage'));
  if (isFine) return share;
  const detail = `a share of ${share}, expected above 0 up to the leverage, ${leverage}`;
  return failReading(detail, fields.placeOf('size'));
}

/** How far an exit is, such as `2%` or `10 ticks`; nothing where it is missing. */
function readDistance(fields: Fields, name: keyof ExitRules): ExitRules {
  if (!fields.has(name)) return {};
  const read = (text: string): Distance => {
    const [, number = '', unit] = /^(\d{1,9}(?:\.\d{1,9})?)(%| ticks?)$/u.exec(text) ?? [];
    if (unit === '%') return { percent: Number(number) };
    if (unit !== undefined) return { ticks: Number(number) };
    const detail = `expected 2% or 10 ticks, got ${JSON.stringify(text)}`;
    return failReading(detail, fields.placeOf(name));
  };
  return { [name]: fields.made(name, read, '1%') };
}
