import { toTimestamp, type InstrumentId } from 'argosy/core';

import type { Instrument } from '../instrument.ts';
import type { Adjustment, MarketData } from '../market-data.ts';
import {
  actionRatio,
  datedActionText,
  dueAtOf,
  type DatedAction,
  type PriceBefore,
} from './dated-action.ts';
import { samePrices, type PriceMap } from './price-map.ts';
import { Regimes, type Direction } from './regimes.ts';
import {
  isPriced,
  scaleMap,
  timeOfRow,
  twicePrice,
  type Priced,
  type SeriesNode,
} from './series-node.ts';

/** An instrument without the jumps that actions of its issuer make. */
export type AdjustedTerms = {
  readonly kind: 'adjusted';
  readonly of: InstrumentId;
  /** Splits, bonuses and rights; `totalReturn` takes dividends as well. */
  readonly prices: 'splits' | 'totalReturn';
  readonly direction: Direction;
};

type Plan = {
  readonly action: DatedAction;
  readonly dueAt: number;
  /** Twice the last price before it, once a later one has come. */
  before: number | null;
  isCrossed: boolean;
  isDone: boolean;
};

/** Says the rows of an instrument with the actions taken out that were known by then. */
export class AdjustedSeries implements SeriesNode {
  readonly id: InstrumentId;
  readonly inputs: ReadonlySet<InstrumentId>;
  readonly #of: Instrument;
  readonly #scale: PriceMap;
  readonly #direction: Direction;
  readonly #plans: readonly Plan[];
  readonly #regimes: Regimes;
  #last: number | null = null;
  /** How many of them prices have come after. */
  #crossed = 0;
  #nextAt = Number.POSITIVE_INFINITY;

  /** `actions` may be of any instrument and in any order. */
  constructor(
    { self, of }: { readonly self: Instrument; readonly of: Instrument },
    { prices, direction }: AdjustedTerms,
    actions: readonly DatedAction[],
  ) {
    this.id = self.id;
    this.#of = of;
    this.inputs = new Set([of.id]);
    this.#scale = scaleMap(of, self);
    this.#direction = direction;
    this.#regimes = new Regimes(self.id, direction);
    this.#regimes.add({
      from: Number.NEGATIVE_INFINITY,
      instrument: of.id,
      scale: this.#scale,
      step: samePrices,
    });
    this.#plans = actions
      .filter((action) => action.instrument === of.id && isPriceAction(action, prices))
      .map((action) => ({
        action,
        dueAt: dueAtOf(action),
        before: null,
        isCrossed: false,
        isDone: false,
      }))
      .sort((a, b) => a.action.exAt - b.action.exAt || a.dueAt - b.dueAt);
    this.#findNext();
  }

  get nextAt(): number {
    return this.#nextAt;
  }

  end(at: number, rows: readonly MarketData[]): readonly MarketData[] {
    const priced = rows.filter(isPriced);
    for (const row of priced) this.#note(row);
    const due = this.#nextAt <= at ? this.#plans.filter((plan) => isDue(plan, at)) : [];
    if (due.length === 0) return this.#say(priced);
    const from = due[0]?.action.exAt ?? at;
    const before = this.#say(priced.filter((row) => timeOfRow(row) < from));
    const adjustments = due.flatMap((plan) => this.#adjust(plan, at));
    this.#findNext();
    return [
      ...before,
      ...adjustments,
      ...this.#say(priced.filter((row) => timeOfRow(row) >= from)),
    ];
  }

  #say(rows: readonly Priced[]): readonly Priced[] {
    return rows.flatMap((row) => this.#regimes.say(row) ?? []);
  }

  /** Keeps the last price before each action, whether or not the action is known yet. */
  #note(row: Priced): void {
    const at = timeOfRow(row);
    for (let plan = this.#plans[this.#crossed]; plan !== undefined;) {
      if (plan.action.exAt > at) break;
      plan.isCrossed = true;
      plan.before = this.#last;
      this.#crossed += 1;
      plan = this.#plans[this.#crossed];
    }
    this.#last = twicePrice(row);
  }

  /** Where no price has come before an action there is no past that it could adjust. */
  #adjust(plan: Plan, at: number): readonly Adjustment[] {
    plan.isDone = true;
    const twice = plan.isCrossed ? plan.before : this.#last;
    if (twice === null) return [];
    const { action } = plan;
    const before: PriceBefore = { twice, precision: this.#of.pricePrecision };
    const step = actionRatio(action, before);
    this.#regimes.add({ from: action.exAt, instrument: this.#of.id, scale: this.#scale, step });
    const isBack = this.#direction === 'back';
    return [
      {
        kind: 'adjustment',
        instrument: this.id,
        eventAt: action.exAt,
        nanos: 0,
        availableAt: toTimestamp(at),
        sourceSequence: 0,
        cause: 'action',
        detail: datedActionText(action),
        into: null,
        ...(isBack ? step : samePrices),
        restates: isBack,
      },
    ];
  }

  #findNext(): void {
    this.#nextAt = Number.POSITIVE_INFINITY;
    for (const { isDone, dueAt } of this.#plans) {
      if (!isDone && dueAt < this.#nextAt) this.#nextAt = dueAt;
    }
  }
}

function isDue({ isDone, dueAt }: Plan, at: number): boolean {
  return !isDone && dueAt <= at;
}

function isPriceAction({ type }: DatedAction, prices: AdjustedTerms['prices']): boolean {
  if (type === 'dividend') return prices === 'totalReturn';
  return type === 'split' || type === 'bonus' || type === 'rights';
}
