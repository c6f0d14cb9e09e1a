import { noLatency, type LatencyModel } from 'argosy/matching';
import { ok, toMicros, unwrap, type LedgerScales } from 'argosy/core';
import { parseLeverage, type LeverageByProduct } from 'argosy/risk';
import { answerWithin, type Answered, type Call, type MarginPart } from '@argosy/bridge';

import { MarginEstimates, type MarginTerms } from './adapter/margin-estimates.ts';
import type { AbilityChanges } from './capabilities.ts';
import type { ExchangeModels } from './exchange/paper-exchange.ts';
import type { SimClock } from './sim-clock.ts';

/** What every simulated broker may be told. */
export type SimOptions = AbilityChanges & {
  /** As configurations name it; `demo` or `paper` unless told. */
  readonly name?: string;
  /** Where it differs: charges are Zerodha's, requests take a millisecond or two. */
  readonly models?: Partial<ExchangeModels>;
  readonly scales?: LedgerScales;
  /** Of what is not scanned, for estimates of margin; a fifth of the value within a day, else all of it. */
  readonly leverage?: LeverageByProduct;
};

const requestUs = toMicros(1000);

/** Requests take a millisecond or two, reports nothing: a broker around the corner. */
export const nearby: LatencyModel = {
  ...noLatency,
  insert: requestUs,
  amend: requestUs,
  cancel: requestUs,
  jitter: requestUs,
};

/** A fifth of the value for what is closed within the day. */
export const intradayLeverage: LeverageByProduct = { intraday: unwrap(parseLeverage('5')) };

const MICROS_PER_MILLI = 1000;

/** Some work within the bounds of a call, by a clock that may run faster than the wall's. */
export function withinCall<Value>(
  clock: SimClock,
  call: Call,
  work: () => Answered<Value>,
): Answered<Value> {
  const timer = (millis: number, run: () => void): (() => void) =>
    clock.after(millis * MICROS_PER_MILLI * clock.pace, run);
  return answerWithin(call, timer, work());
}

/** Estimates of margin as a part of an adapter. */
export function marginPart(terms: MarginTerms, clock: SimClock): MarginPart {
  const estimates = new MarginEstimates(terms);
  return {
    estimate: (_, legs, call) =>
      withinCall(clock, call, async () => {
        await Promise.resolve();
        return estimates.estimate(legs, clock.now());
      }),
  };
}

/** A part that answers with what there is. */
export function answered<Value>(value: Value): Answered<Value> {
  return Promise.resolve(ok(value));
}
