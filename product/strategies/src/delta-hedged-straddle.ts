import { exp, MICROS_PER_DAY, MICROS_PER_SECOND, type InstrumentId } from 'argosy/core';
import type { Option, Quote } from 'argosy/domain';
import { parameter } from 'argosy/engine';
import { greeksBlack76, impliedVolatilityBlack76 } from 'argosy/quant';

import { fieldsOf, numberOf } from './state-fields.ts';
import { TargetPositions } from './target-positions.ts';

const parameters = {
  options: parameter.instruments({ least: 2, most: 500, of: 'options', about: 'calls and puts' }),
  hedge: parameter.instrument({
    about: 'the future, or the underlying, that delta is hedged with',
  }),
  side: parameter.choice({
    default: 'buy',
    options: ['buy', 'sell'],
    about: 'whether it owns movement or is paid for calm',
  }),
  lots: parameter.integer({ default: 1, min: 1, max: 1000, about: 'lots of each leg' }),
  daysLeast: parameter.number({ default: 3, min: 0, max: 365, about: 'days to the end at entry' }),
  daysFlat: parameter.number({
    default: 1,
    min: 0,
    max: 365,
    about: 'days to the end to leave at',
  }),
  band: parameter.number({
    default: 0.1,
    min: 0,
    max: 1,
    about: 'delta of one straddle that is not hedged yet',
  }),
  staleMinutes: parameter.integer({
    default: 15,
    min: 1,
    max: 10_000,
    about: 'minutes after which a quote of an option says nothing any more',
  }),
  rate: parameter.number({ default: 0.065, min: -0.5, max: 0.5, about: 'interest of a year' }),
  lossPercent: parameter.number({
    default: 2,
    min: 0.01,
    max: 100,
    about: 'percent of equity to give up a straddle at',
  }),
} as const;

/** The two options of a straddle. */
type Legs = { readonly call: Option; readonly put: Option };

/** What the quotes of both legs said when they were last fresh together. */
type Known = {
  readonly callVolatility: number;
  readonly putVolatility: number;
  /** The forward that they are priced from, beyond the price of the hedge. */
  readonly basis: number;
};

const YEAR_DAYS = 365;
const MINUTE = 60 * MICROS_PER_SECOND;

/**
 * Buys a call and a put of one strike, the nearest to the price, and keeps what is left of their delta small
 * with a future. Bought, it earns where prices move more than the options' volatility says, and pays for each
 * day that they do not; sold, it is the other way round, with losses that nothing bounds but `lossPercent`.
 */
export class DeltaHedgedStraddle extends TargetPositions<typeof parameters> {
  static override readonly parameters = parameters;

  readonly #chain: Option[] = [];
  #legs: Legs | null = null;
  #known: Known | null = null;
  #equityBefore = 0;
  /** After a straddle only later ends are looked at. */
  #after = 0;

  override onStart(): void {
    const { options, hedge, daysFlat, daysLeast } = this.parameters;
    if (daysFlat >= daysLeast) throw new RangeError(`daysFlat is not below ${daysLeast}`);
    for (const id of options) {
      const option = this.cache.instrument(id);
      if (option.kind !== 'option') throw new RangeError(`${id} is no option`);
      this.#chain.push(option);
    }
    this.data.subscribeQuotes(hedge);
  }

  override onQuote(quote: Quote): void {
    const price = (quote.bid + quote.ask) / 2;
    if (this.#legs !== null) this.#hold(this.#legs, price);
    else if (this.isFlat) this.#enter(price);
    this.settle();
  }

  override exportState(): unknown {
    const [call, put] = [this.#legs?.call.id ?? null, this.#legs?.put.id ?? null];
    const since = { equityBefore: this.#equityBefore, after: this.#after };
    return { aims: super.exportState(), call, put, known: this.#known, ...since };
  }

  /** Which legs they were is told by the options themselves, once the run has begun. */
  override importState(state: unknown): void {
    const { aims, call, put, known, equityBefore, after } = fieldsOf(state);
    super.importState(aims);
    this.#legs = legsOf(this.#optionOf(call), this.#optionOf(put));
    this.#known = known === null ? null : knownOf(fieldsOf(known));
    [this.#equityBefore, this.#after] = [numberOf(equityBefore), numberOf(after)];
  }

  #optionOf(id: unknown): Option | null {
    const found = this.parameters.options.find((option) => option === id);
    const option = found === undefined ? undefined : this.cache.instrument(found);
    return option?.kind === 'option' ? option : null;
  }

  #enter(price: number): void {
    const legs = this.#choose(price);
    if (legs === null) return;
    this.#known = this.#solve(legs, price);
    if (this.#known === null) return;
    const { lots, side } = this.parameters;
    const direction = side === 'buy' ? 1 : -1;
    this.#legs = legs;
    this.#equityBefore = Number(this.portfolio.equity().amount);
    this.aim(legs.call.id, direction * lots * legs.call.lot);
    this.aim(legs.put.id, direction * lots * legs.put.lot);
  }

  /** The nearest end that is far enough away, and of it the strike nearest to the price. */
  #choose(price: number): Legs | null {
    const from = Math.max(this.#after, this.clock.now + this.parameters.daysLeast * MICROS_PER_DAY);
    const later = this.#chain.filter(({ expiresAt }) => expiresAt > from);
    const end = Math.min(...later.map(({ expiresAt }) => expiresAt));
    const pairs = later.flatMap((call) => {
      const put = later.find((one) => isPutOf(one, call));
      return call.expiresAt === end && put !== undefined ? [{ call, put }] : [];
    });
    const away = ({ call }: Legs): number => Math.abs(call.strike - price);
    return pairs.reduce<Legs | null>(
      (best, one) => (best === null || away(one) < away(best) ? one : best),
      null,
    );
  }

  #hold(legs: Legs, price: number): void {
    const { daysFlat, lossPercent } = this.parameters;
    const lost = this.#equityBefore - Number(this.portfolio.equity().amount);
    const isLost = lost * 100 > lossPercent * this.#equityBefore;
    const isEnding = legs.call.expiresAt - this.clock.now <= daysFlat * MICROS_PER_DAY;
    if (!isLost && !isEnding) return this.#hedge(legs, price);
    this.aimFlat();
    this.#legs = null;
    this.#after = legs.call.expiresAt;
  }

  /** Brings the delta of all back to zero once it has left the band. */
  #hedge(legs: Legs, price: number): void {
    this.#known = this.#solve(legs, price) ?? this.#known;
    if (this.#known === null) return;
    const deltas = this.#deltasOf(legs, price + this.#known.basis, this.#known);
    const { hedge, band, lots } = this.parameters;
    const [call, put] = [this.portfolio.qty(legs.call.id), this.portfolio.qty(legs.put.id)];
    const wanted = -(call * deltas.call + put * deltas.put);
    const missing = Math.abs(wanted - this.portfolio.qty(hedge));
    const { lot } = this.cache.instrument(hedge);
    if (call === 0 && put === 0) this.aim(hedge, 0);
    else if (missing > band * lots * legs.call.lot) this.aim(hedge, Math.round(wanted / lot) * lot);
  }

  /** The deltas at a forward, at the volatilities that are known. */
  #deltasOf({ call }: Legs, forward: number, known: Known): { call: number; put: number } {
    const years = this.#yearsTo(call);
    const discount = exp(-this.parameters.rate * years);
    const of = { strike: call.strike, years, discount, forward: Math.max(1, forward) };
    const { callVolatility, putVolatility } = known;
    return {
      call: greeksBlack76({ ...of, right: 'call', volatility: callVolatility }).delta,
      put: greeksBlack76({ ...of, right: 'put', volatility: putVolatility }).delta,
    };
  }

  /** What fresh quotes of both say together; null where one is old, or says nothing. */
  #solve({ call, put }: Legs, price: number): Known | null {
    const [callPrice, putPrice] = [this.#freshOf(call.id), this.#freshOf(put.id)];
    const years = this.#yearsTo(call);
    if (callPrice === null || putPrice === null || years <= 0) return null;
    const discount = exp(-this.parameters.rate * years);
    // Put-call parity: so no future has to end on the day of the options.
    const forward = call.strike + (callPrice - putPrice) / discount;
    if (forward <= 0) return null;
    const of = { strike: call.strike, years, discount, forward };
    const one = impliedVolatilityBlack76({ ...of, right: 'call', price: callPrice });
    const other = impliedVolatilityBlack76({ ...of, right: 'put', price: putPrice });
    if (!one.ok || !other.ok || one.value <= 0 || other.value <= 0) return null;
    return { callVolatility: one.value, putVolatility: other.value, basis: forward - price };
  }

  /** The middle of a quote that is no older than quotes may be. */
  #freshOf(id: InstrumentId): number | null {
    const quote = this.cache.quote(id);
    if (quote === undefined) return null;
    const isOld = this.clock.now - quote.eventAt > this.parameters.staleMinutes * MINUTE;
    return isOld ? null : (quote.bid + quote.ask) / 2;
  }

  #yearsTo({ expiresAt }: Option): number {
    return (expiresAt - this.clock.now) / (YEAR_DAYS * MICROS_PER_DAY);
  }
}

function isPutOf(one: Option, call: Option): boolean {
  const isPair = one.right === 'put' && call.right === 'call';
  return isPair && one.strike === call.strike && one.expiresAt === call.expiresAt;
}

function legsOf(call: Option | null, put: Option | null): Legs | null {
  return call === null || put === null ? null : { call, put };
}

function knownOf({ callVolatility, putVolatility, basis }: Record<string, unknown>): Known {
  return {
    callVolatility: numberOf(callVolatility),
    putVolatility: numberOf(putVolatility),
    basis: numberOf(basis),
  };
}
