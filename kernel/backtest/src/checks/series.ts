import { knownCalendars, toCalendarId, toCurrency, toInstrumentId } from 'argosy/core';
import {
  CHAIN_MAX,
  componentsOf,
  parseFormula,
  ROLL_DAYS_MAX,
  SERIES_MAX,
  type Instrument,
  type RollRule,
  type Series,
} from 'argosy/domain';

import type { Source } from '../source.ts';
import type { Mistakes } from './mistakes.ts';
import {
  anything,
  fieldOf,
  fits,
  list,
  made,
  object,
  oneOf,
  optional,
  orNull,
  someOf,
  text,
  variants,
  whole,
  type At,
  type Shape,
} from './shape.ts';

type Of<Kind extends Series['kind']> = Extract<Series, { readonly kind: Kind }>;
type Rule<Name extends RollRule['rule']> = Extract<RollRule, { readonly rule: Name }>;
type Chained = Of<'continuous'>;

const named = {
  kind: anything,
  id: made(toInstrumentId),
  pricePrecision: optional(whole('whole decimal places', { max: 12 })),
  tick: optional(whole('whole scaled price units', { min: 1 })),
  currency: optional(made(toCurrency)),
  calendar: optional(made(toCalendarId)),
};
const direction = oneOf(['back', 'forward']);
const roll: Shape = variants('rule', {
  daysBefore: object<Rule<'daysBefore'>>({
    rule: anything,
    days: whole('whole days', { max: ROLL_DAYS_MAX }),
  }),
  volume: object<Rule<'volume'>>({ rule: anything }),
  dates: object<Rule<'dates'>>({ rule: anything, dates: list(whole('whole microseconds')) }),
});
const shape: Shape = variants('kind', {
  adjusted: object<Of<'adjusted'>>({
    ...named,
    of: made(toInstrumentId),
    prices: oneOf(['splits', 'totalReturn']),
    direction,
  }),
  continuous: object<Chained>({
    ...named,
    chain: someOf(made(toInstrumentId)),
    roll,
    adjust: oneOf(['none', 'difference', 'ratio']),
    direction,
  }),
  formula: object<Of<'formula'>>({
    ...named,
    formula: text,
    staleAfter: orNull(whole('whole microseconds')),
  }),
});

/** What series can be made of. */
export type SeriesSurroundings = {
  readonly instruments: readonly Instrument[];
  readonly sources: readonly Source[];
  /** Null where they are not all known. */
  readonly calendars: readonly { readonly id: string }[] | null;
};

/** Looks at series: each by itself, what it is made of, and that none is made of itself. */
export function checkSeries(
  series: readonly Series[],
  of: SeriesSurroundings,
  mistakes: Mistakes,
): void {
  if (series.length > SERIES_MAX) {
    return mistakes.note('series', `expected at most ${SERIES_MAX}, found ${series.length}`);
  }
  const placed = series.map((one, at) => ({ one, at: { place: `series[${at}]`, mistakes } }));
  const sound = placed.filter(({ one, at }) => mistakes.isSound(at.place) && fits(shape, one, at));
  const ids = series.map((one) => fieldOf(one, 'id'));
  const known = sound.map(({ one }) => one);
  const look = new SeriesLook({ ...of, known, ids });
  for (const { one, at } of sound) look.at(one, at);
}

/** The series whose own fields are right, and what all of them are called. */
type Known = SeriesSurroundings & {
  readonly known: readonly Series[];
  readonly ids: readonly unknown[];
};

class SeriesLook {
  readonly #series: ReadonlyMap<string, Series>;
  readonly #ids: ReadonlySet<unknown>;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #of: SeriesSurroundings;
  readonly #seen = new Set<string>();

  constructor(of: Known) {
    this.#series = new Map(of.known.map((one) => [one.id, one]));
    this.#ids = new Set(of.ids);
    this.#instruments = new Map(of.instruments.map((one) => [one.id, one]));
    this.#of = of;
  }

  at(one: Series, at: At): void {
    const { place, mistakes } = at;
    const isTaken = this.#seen.has(one.id) || this.#instruments.has(one.id);
    if (isTaken) mistakes.note(`${place}.id`, `${one.id} is given twice`);
    this.#seen.add(one.id);
    this.#checkCalendar(one, at);
    if (one.kind === 'formula') this.#checkFormula(one.formula, at);
    else if (one.kind === 'continuous') this.#checkChain(one, at);
    else this.#checkKnown('of', [one.of], at);
    if (!mistakes.isSound(place)) return;
    if (this.#leadsTo(one, one.id, new Set())) {
      return mistakes.note(place, `${one.id} is made of itself`);
    }
    this.#checkSources(one, at);
  }

  #checkCalendar({ calendar }: Series, { place, mistakes }: At): void {
    const { calendars } = this.#of;
    if (calendar === undefined || calendars === null) return;
    const known = [...knownCalendars, ...calendars].map(({ id }) => String(id));
    if (known.includes(calendar)) return;
    mistakes.note(`${place}.calendar`, `unknown ${calendar}; there are ${known.join(', ')}`);
  }

  #checkFormula(formula: string, at: At): void {
    const { place, mistakes } = at;
    const parsed = parseFormula(formula);
    if (!parsed.ok) return mistakes.note(`${place}.formula`, parsed.refusal.reason);
    const ids = componentsOf({
      kind: 'formula',
      formula,
      staleAfter: null,
      id: toInstrumentId('X.Y'),
    });
    if (ids.length === 0) return mistakes.note(`${place}.formula`, 'it names no instrument');
    this.#checkKnown('formula', ids, at);
    for (const id of ids) {
      const series = this.#series.get(id);
      if (series === undefined || series.kind === 'formula' || series.direction !== 'back')
        continue;
      const why = `${id} says its past anew, a formula cannot: make it forward`;
      mistakes.note(`${place}.formula`, why);
    }
  }

  #checkChain(one: Chained, at: At): void {
    const { chain, roll: rule } = one;
    const { place, mistakes } = at;
    if (chain.length > CHAIN_MAX) {
      return mistakes.note(
        `${place}.chain`,
        `expected at most ${CHAIN_MAX}, found ${chain.length}`,
      );
    }
    let before: Extract<Instrument, { readonly kind: 'future' }> | null = null;
    for (const [number, id] of chain.entries()) {
      const contract = this.#instruments.get(id);
      const link = `${place}.chain[${number}]`;
      if (contract === undefined) mistakes.note(link, `unknown instrument ${id}`);
      else if (contract.kind !== 'future') mistakes.note(link, `${id} is no future`);
      else {
        const why = before === null ? null : misfit(before, contract);
        if (why !== null) mistakes.note(link, why);
        before = contract;
      }
    }
    if (rule.rule === 'dates' && mistakes.isSound(place)) this.#checkDates(one, rule.dates, at);
  }

  #checkDates({ chain }: Chained, dates: readonly number[], { place, mistakes }: At): void {
    const where = `${place}.roll.dates`;
    if (dates.length !== chain.length - 1) {
      const needed = `one for each contract but the last, ${chain.length - 1}`;
      return mistakes.note(where, `expected ${needed}, found ${dates.length}`);
    }
    for (const [number, date] of dates.entries()) {
      if (date > (dates[number - 1] ?? Number.NEGATIVE_INFINITY)) continue;
      mistakes.note(`${where}[${number}]`, 'expected after the one before');
    }
  }

  #checkKnown(field: string, ids: readonly string[], { place, mistakes }: At): void {
    for (const id of ids) {
      const isKnown = this.#instruments.has(id) || (field === 'formula' && this.#ids.has(id));
      if (!isKnown) mistakes.note(`${place}.${field}`, `unknown instrument ${id}`);
    }
  }

  /** A series reads its sources a second time. */
  #checkSources(one: Series, { place, mistakes }: At): void {
    const ids = new Set(this.#baseOf(one));
    for (const { name, isRepeatable, contents } of this.#of.sources) {
      const isRead = contents.some(({ instrument }) => ids.has(instrument));
      if (isRead && !isRepeatable) mistakes.note(place, `source ${name} can be read only once`);
    }
  }

  #baseOf(one: Series): readonly string[] {
    return componentsOf(one).flatMap((id) => {
      const series = this.#series.get(id);
      return series === undefined ? [id] : this.#baseOf(series);
    });
  }

  #leadsTo(one: Series, id: string, passed: Set<string>): boolean {
    if (passed.has(one.id)) return false;
    passed.add(one.id);
    return componentsOf(one).some((component) => {
      const series = this.#series.get(component);
      return component === id || (series !== undefined && this.#leadsTo(series, id, passed));
    });
  }
}

type Contract = Extract<Instrument, { readonly kind: 'future' }>;

/** Why a contract cannot follow another; null where it can. */
function misfit(before: Contract, contract: Contract): string | null {
  if (contract.expiresAt <= before.expiresAt) return `it ends no later than ${before.id}`;
  if (contract.currency === before.currency) return null;
  return `it is in ${contract.currency}, ${before.id} in ${before.currency}`;
}
