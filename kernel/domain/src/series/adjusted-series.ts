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
  /** Splits, bonuses, rights and demergers; `totalReturn` takes dividends as well. */
  readonly prices: 'splits' | 'totalReturn';
  readonly direction: Direction;
};

/** What of an instrument its adjusted series goes by. */
type Adjusted = Pick<Instrument, 'id' | 'pricePrecision'>;

type Plan = {
  readonly action: DatedAction;
  readonly dueAt: number;
  /** Twice the last price before it, once a later one has come. */
  before: number | null;
  isCrossed: boolean;
};

/** Says the rows of an instrument with the actions taken out that were known by then. */
export class AdjustedSeries implements SeriesNode {
  readonly id: InstrumentId;
  readonly inputs: ReadonlySet<InstrumentId>;
  readonly #of: Adjusted;
  readonly #scale: PriceMap;
  readonly #direction: Direction;
  readonly #plans: readonly Plan[];
  /** The same by the instants at which they are known and take effect. */
  readonly #byDue: readonly Plan[];
  readonly #regimes: Regimes;
  #last: number | null = null;
  /** How many have been adjusted by. */
  #done = 0;
  /** How many of them prices have come after. */
  #crossed = 0;

  /** `actions` may be of any instrument and in any order. */
  constructor(
    { self, of }: { readonly self: Adjusted; readonly of: Adjusted },
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
      }))
      .sort((a, b) => a.action.exAt - b.action.exAt || a.dueAt - b.dueAt);
    this.#byDue = this.#plans.toSorted((a, b) => a.dueAt - b.dueAt);
  }

  get nextAt(): number {
    return this.#byDue[this.#done]?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  end(at: number, rows: readonly MarketData[]): readonly MarketData[] {
    const priced = rows.filter(isPriced);
    for (const row of priced) this.#note(row);
    const due = this.#takeDue(at);
    if (due.length === 0) return this.#say(priced);
    const from = Math.min(...due.map(({ action }) => action.exAt));
    const before = this.#say(priced.filter((row) => timeOfRow(row) < from));
    const adjustments = due.flatMap((plan) => this.#adjust(plan, at));
    return [
      ...before,
      ...adjustments,
      ...this.#say(priced.filter((row) => timeOfRow(row) >= from)),
    ];
  }

  #takeDue(at: number): readonly Plan[] {
    const first = this.#done;
    while ((this.#byDue[this.#done]?.dueAt ?? Number.POSITIVE_INFINITY) <= at) this.#done += 1;
    return this.#byDue.slice(first, this.#done);
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
        detail: datedActionText(action, this.#of.pricePrecision),
        into: null,
        ...(isBack ? step : samePrices),
        restates: isBack,
      },
    ];
  }
}

function isPriceAction({ type }: DatedAction, prices: AdjustedTerms['prices']): boolean {
  if (type === 'dividend') return prices === 'totalReturn';
  return type === 'split' || type === 'bonus' || type === 'rights' || type === 'demerger';
}
