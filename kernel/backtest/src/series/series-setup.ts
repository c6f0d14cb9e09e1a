import {
  assert,
  knownCalendars,
  SessionClock,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
  type CalendarId,
  type InstrumentId,
} from 'argosy/core';
import {
  AdjustedSeries,
  barsOf,
  barSpanMicros,
  componentsOf,
  ContinuousSeries,
  FormulaSeries,
  parseBarSpec,
  parseFormula,
  type BarSpecText,
  type DatedAction,
  type Derived,
  type FormulaKinds,
  type Future,
  type Instrument,
  type Series,
  type SeriesNode,
} from 'argosy/domain';

import type { BacktestConfig } from '../config.ts';
import type { SourceContent } from '../source.ts';

/** What series are made from. */
export type SeriesGround = Pick<
  BacktestConfig,
  'instruments' | 'calendars' | 'series' | 'actions'
> & {
  /** What the data bring, without series. */
  readonly contents: readonly SourceContent[];
};

/** What the series of a run are made from: each with what it brings and what it is made of. */
export class SeriesSetup {
  readonly #series: ReadonlyMap<InstrumentId, Series>;
  readonly #instruments: Map<InstrumentId, Instrument>;
  readonly #contents = new Map<InstrumentId, readonly SourceContent[]>();
  readonly #clocks: ReadonlyMap<CalendarId, SessionClock>;
  readonly #actions: readonly DatedAction[];

  /** Of a configuration whose series have no mistakes. */
  constructor({ instruments, calendars = [], contents, series = [], actions = [] }: SeriesGround) {
    this.#series = new Map(series.map((one) => [one.id, one]));
    this.#instruments = new Map(instruments.map((one) => [one.id, one]));
    this.#actions = actions;
    this.#clocks = new Map(
      [...knownCalendars, ...calendars].map((one) => [one.id, new SessionClock(one)]),
    );
    for (const content of contents) {
      const { instrument } = content;
      this.#contents.set(instrument, [...(this.#contents.get(instrument) ?? []), content]);
    }
    for (const one of this.inOrder()) {
      this.#instruments.set(one.id, this.#derive(one));
      this.#contents.set(one.id, this.#contentsOf(one));
    }
  }

  /** All series, each behind those that it is made of, else by id. */
  inOrder(): readonly Series[] {
    return this.#withComponents([...this.#series.keys()].sort());
  }

  /** A series behind all that it is made of. */
  linkOf(id: InstrumentId): readonly Series[] {
    return this.#withComponents([id]);
  }

  /** What a series, or an instrument of a source, brings. */
  contentsOf(id: InstrumentId): readonly SourceContent[] {
    return this.#contents.get(id) ?? [];
  }

  /** What is known of an instrument or a series. */
  instrument(id: InstrumentId): Instrument {
    const found = this.#instruments.get(id);
    assert(found !== undefined, `${id} is checked`);
    return found;
  }

  /** What reckons a series, as it is before the first row. */
  nodeOf(series: Series): SeriesNode {
    const self = this.instrument(series.id);
    switch (series.kind) {
      case 'adjusted':
        return new AdjustedSeries({ self, of: this.instrument(series.of) }, series, this.#actions);
      case 'continuous':
        return new ContinuousSeries(
          {
            self,
            contracts: series.chain.map((id) => this.#future(id)),
            clockOf: ({ calendar }) => this.#clockOf(calendar),
            volumeOf: (id) => volumeOf(this.contentsOf(id)),
          },
          series,
        );
      case 'formula':
        return new FormulaSeries({
          self,
          formula: unwrap(parseFormula(series.formula)),
          components: componentsOf(series).map((id) => this.instrument(id)),
          staleAfter: series.staleAfter,
          says: this.#kindsOf(series),
        });
    }
  }

  #withComponents(ids: readonly InstrumentId[]): readonly Series[] {
    const found = new Map<InstrumentId, Series>();
    const visit = (id: InstrumentId): void => {
      const series = this.#series.get(id);
      if (series === undefined || found.has(id)) return;
      for (const component of componentsOf(series)) visit(component);
      found.set(id, series);
    };
    for (const id of ids) visit(id);
    return [...found.values()];
  }

  #derive(series: Series): Derived {
    const components = componentsOf(series).map((id) => this.instrument(id));
    const [first] = components;
    assert(first !== undefined, `${series.id} is made of something`);
    const precision = Math.max(...components.map(({ pricePrecision }) => pricePrecision));
    return {
      kind: 'derived',
      id: series.id,
      exchange: first.exchange,
      currency: series.currency ?? first.currency,
      pricePrecision: series.pricePrecision ?? precision,
      sizePrecision: first.sizePrecision,
      tick: series.tick ?? toPrice(1),
      lot: toQuantity(1),
      minQty: toQuantity(1),
      maxQty: toQuantity(1),
      multiplier: 1n,
      multiplierScale: 0,
      calendar: series.calendar ?? first.calendar,
      validFrom: toTimestamp(0),
      validTo: null,
    };
  }

  #contentsOf(series: Series): readonly SourceContent[] {
    const { id } = series;
    if (series.kind === 'formula') {
      const { quotes, trades, bars } = this.#kindsOf(series);
      return [
        ...(quotes ? [{ kind: 'quote', instrument: id } as const] : []),
        ...(trades ? [{ kind: 'trade', instrument: id } as const] : []),
        ...[...bars].map((spec) => ({ kind: 'bar', instrument: id, spec }) as const),
      ];
    }
    const contents = componentsOf(series).flatMap((one) => this.contentsOf(one));
    const has = (kind: SourceContent['kind']): boolean =>
      contents.some((content) => content.kind === kind);
    const specs = new Set(
      contents.flatMap((one) => (one.kind === 'bar' ? [barsOf(id, one.spec)] : [])),
    );
    return [
      { kind: 'adjustment', instrument: id },
      ...(has('quote') ? [{ kind: 'quote', instrument: id } as const] : []),
      ...(has('trade') ? [{ kind: 'trade', instrument: id } as const] : []),
      ...[...specs].map((spec) => ({ kind: 'bar', instrument: id, spec }) as const),
    ];
  }

  /** Quotes where one component has them and the others have prices; trades and bars where all have. */
  #kindsOf(series: Series): FormulaKinds {
    const each = componentsOf(series).map((id) => {
      const contents = this.contentsOf(id);
      const has = (kind: SourceContent['kind']): boolean =>
        contents.some((content) => content.kind === kind);
      const bars = contents.flatMap((one) => {
        return one.kind === 'bar' ? [barsOf(series.id, one.spec)] : [];
      });
      return { hasQuotes: has('quote'), hasTrades: has('trade'), bars: new Set(bars) };
    });
    const [first, ...rest] = each;
    return {
      quotes:
        each.some(({ hasQuotes }) => hasQuotes) &&
        each.every(({ hasQuotes, hasTrades }) => hasQuotes || hasTrades),
      trades: each.every(({ hasTrades }) => hasTrades),
      bars: new Set(
        [...(first?.bars ?? [])].filter((spec) => rest.every(({ bars }) => bars.has(spec))),
      ),
    };
  }

  #future(id: InstrumentId): Future {
    const instrument = this.instrument(id);
    assert(instrument.kind === 'future', `${id} is a future`);
    return instrument;
  }

  #clockOf(calendar: CalendarId): SessionClock {
    const clock = this.#clocks.get(calendar);
    assert(clock !== undefined, `calendar ${calendar} is checked`);
    return clock;
  }
}

/** Trades say volume best; else the finest bars do. */
function volumeOf(contents: readonly SourceContent[]): 'trade' | BarSpecText | null {
  if (contents.some(({ kind }) => kind === 'trade')) return 'trade';
  const specs = contents.flatMap((content) => (content.kind === 'bar' ? [content.spec] : []));
  const spans = specs.map((spec) => ({ spec, span: barSpanMicros(unwrap(parseBarSpec(spec))) }));
  spans.sort((a, b) => a.span - b.span || (a.spec < b.spec ? -1 : 1));
  return spans[0]?.spec ?? null;
}
