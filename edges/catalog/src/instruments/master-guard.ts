import { formatDay } from 'argosy/core';

import type { InstrumentMaster } from './instrument-master.ts';
import { instrumentKinds } from './instrument-row.ts';

/** What looks wrong about the instruments of a day. */
export type Suspicion = {
  readonly what: 'fewer' | 'sourceGone' | 'ended' | 'ticks' | 'closes' | 'strikes' | 'lots';
  /** What is meant: an exchange, a source, an instrument. */
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
};

/** A day has at least so many of the day before's in a hundred, those that have ended left out. */
const STAY_PERCENT_MIN = 80;
/** An exchange with fewer rows may lose any of them. */
const EXCHANGE_ROWS_MIN = 20;
/** A price that is so many times another is scaled otherwise; splits are smaller, but for a few. */
const FACTOR_MIN = 50;
const STRIKE_FACTOR_MIN = 20;
/** So many in a hundred may be off by such a factor, or so many in all, but never most of them. */
const OFF_PERCENT_MAX = 1;
const OFF_MAX = 3;
/** Brokers leave a few contracts in their files that have ended. */
const ENDED_PERCENT_MAX = 5;
/** Lots change with the month; not all at once. */
const LOTS_PERCENT_MAX = 50;
/** A share's step above five rupees is rare: dearer than 20,000 (NSE, 15 April 2025). */
const SHARE_TICK_MAX = 500;
const futureKind = instrumentKinds.indexOf('future');
const equityKind = instrumentKinds.indexOf('equity');

/** What looks wrong, beside the day before where there is one; nothing where all seems well. */
export function suspicionsOf(
  after: InstrumentMaster,
  before: InstrumentMaster | null,
): readonly Suspicion[] {
  if (before === null) return [...endedContracts(after), ...coarseTicks(after)];
  return [
    ...fewerRows(after, before),
    ...goneSources(after, before),
    ...endedContracts(after),
    ...offTerms(after, before),
    ...offStrikes(after, before),
    ...coarseTicks(after),
  ];
}

function fewerRows(after: InstrumentMaster, before: InstrumentMaster): readonly Suspicion[] {
  const now = countByExchange(after, after.day);
  const found: Suspicion[] = [];
  for (const [exchange, expected] of countByExchange(before, after.day)) {
    const rows = now.get(exchange) ?? 0;
    if (expected < EXCHANGE_ROWS_MIN || rows * 100 >= expected * STAY_PERCENT_MIN) continue;
    found.push({
      what: 'fewer',
      subject: exchange,
      expected: `at least ${STAY_PERCENT_MIN} % of ${expected} instruments`,
      found: `${rows}`,
    });
  }
  return found;
}

/** How many of each exchange have not ended before a day. */
function countByExchange(master: InstrumentMaster, day: number): ReadonlyMap<string, number> {
  const { exchanges, expiries, words } = master.columns;
  const counts = new Map<string, number>();
  for (let row = 0; row < master.size; row += 1) {
    const expiry = expiries[row] ?? -1;
    if (expiry !== -1 && expiry < day) continue;
    const exchange = words[exchanges[row] ?? 0] ?? '';
    counts.set(exchange, (counts.get(exchange) ?? 0) + 1);
  }
  return counts;
}

function goneSources(after: InstrumentMaster, before: InstrumentMaster): readonly Suspicion[] {
  return before.sources
    .filter((source) => !after.sources.includes(source))
    .map((source) => {
      const expected = 'a file of it, as the day before';
      return { what: 'sourceGone', subject: source, expected, found: 'none' };
    });
}

/** Contracts that ended before the day: a file of long ago. */
function endedContracts(after: InstrumentMaster): readonly Suspicion[] {
  let contracts = 0;
  let ended = 0;
  for (const expiry of after.columns.expiries) {
    if (expiry === -1) continue;
    contracts += 1;
    if (expiry < after.day) ended += 1;
  }
  if (ended <= OFF_MAX || ended * 100 <= contracts * ENDED_PERCENT_MAX) return [];
  const expected = `contracts that had not ended by ${formatDay(after.day)}`;
  return [{ what: 'ended', subject: 'contracts', expected, found: `${ended} of ${contracts} had` }];
}

/** Terms of instruments that were there the day before. */
function offTerms(after: InstrumentMaster, before: InstrumentMaster): readonly Suspicion[] {
  const ticks = new OffCount('ticks', FACTOR_MIN);
  const closes = new OffCount('closes', FACTOR_MIN);
  const [one, other] = [before.columns, after.columns];
  let contracts = 0;
  let changedLots = 0;
  for (let row = 0; row < after.size; row += 1) {
    const id = other.ids.at(row);
    const old = before.findId(id);
    if (old === -1) continue;
    ticks.add(id, one.ticks[old] ?? 0, other.ticks[row] ?? 0);
    closes.add(id, one.closes[old] ?? Number.NaN, other.closes[row] ?? Number.NaN);
    if ((other.kinds[row] ?? 0) < futureKind) continue;
    contracts += 1;
    if (one.lots[old] !== other.lots[row]) changedLots += 1;
  }
  const found = [...ticks.verdict(), ...closes.verdict()];
  if (changedLots > OFF_MAX && changedLots * 100 > contracts * LOTS_PERCENT_MAX) {
    const expected = `the lots of at least ${100 - LOTS_PERCENT_MAX} % as they were`;
    const changed = `${changedLots} of ${contracts} others`;
    found.push({ what: 'lots', subject: 'contracts', expected, found: changed });
  }
  return found;
}

/** The middle strike of each underlying: one that is scaled otherwise has other contracts altogether. */
function offStrikes(after: InstrumentMaster, before: InstrumentMaster): readonly Suspicion[] {
  const strikes = new OffCount('strikes', STRIKE_FACTOR_MIN);
  const old = middleStrikes(before);
  for (const [underlying, strike] of middleStrikes(after)) {
    strikes.add(underlying, old.get(underlying) ?? Number.NaN, strike);
  }
  return strikes.verdict();
}

/** Options stand by expiry and strike: the middle one of a run is a strike about the middle. */
function middleStrikes(master: InstrumentMaster): ReadonlyMap<string, number> {
  const { underlyings, exchanges, words, strikes, rights } = master.columns;
  const middles = new Map<string, number>();
  for (let from = 0; from < master.size;) {
    let to = from + 1;
    while (to < master.size && underlyings[to] === underlyings[from] && rights[to] !== 0) to += 1;
    const middle = strikes[(from + to) >>> 1] ?? Number.NaN;
    if (rights[to - 1] !== 0 && !Number.isNaN(middle)) {
      const name = `${words[underlyings[from] ?? 0]} of ${words[exchanges[from] ?? 0]}`;
      middles.set(name, middle);
    }
    from = to;
  }
  return middles;
}

/** Steps that are far too large for most shares: a file in rupees read as one in paise, or twice. */
function coarseTicks(after: InstrumentMaster): readonly Suspicion[] {
  const { kinds, ticks, precisions } = after.columns;
  let shares = 0;
  let coarse = 0;
  for (let row = 0; row < after.size; row += 1) {
    const tick = ticks[row] ?? 0;
    if (kinds[row] !== equityKind || tick === 0 || precisions[row] !== 2) continue;
    shares += 1;
    if (tick > SHARE_TICK_MAX) coarse += 1;
  }
  if (coarse <= OFF_MAX || coarse * 2 <= shares) return [];
  const expected = 'steps of at most 5.00 for most shares';
  return [{ what: 'ticks', subject: 'shares', expected, found: `${coarse} of ${shares} coarser` }];
}

/** Counts values that are a multiple or a fraction of what they were. */
class OffCount {
  readonly #what: Suspicion['what'];
  readonly #factor: number;
  #count = 0;
  #off = 0;
  #example = '';

  constructor(what: Suspicion['what'], factor: number) {
    this.#what = what;
    this.#factor = factor;
  }

  add(subject: string, before: number, after: number): void {
    if (!(before > 0 && after > 0)) return;
    this.#count += 1;
    if (after < before * this.#factor && after * this.#factor > before) return;
    this.#off += 1;
    if (this.#example === '') this.#example = `${subject} ${before} then ${after}`;
  }

  verdict(): Suspicion[] {
    const isMany = this.#off > OFF_MAX && this.#off * 100 > this.#count * OFF_PERCENT_MAX;
    if (!isMany && this.#off * 2 <= this.#count) return [];
    const expected = `less than ${this.#factor} times what it was, or a part of it`;
    const found = `${this.#off} of ${this.#count} off, such as ${this.#example} (scaled)`;
    return [{ what: this.#what, subject: this.#what, expected, found }];
  }
}
