import { MICROS_PER_DAY } from 'argosy/core';
import type {
  BandModel,
  BarPolicy,
  FeeModel,
  FillModel,
  HaltModel,
  InterruptionModel,
  LatencyModel,
  QueueModel,
  SelfTradePolicy,
  SlippageModel,
} from 'argosy/matching';

import type { Exchange, VenueModels } from '../config.ts';
import {
  anything,
  call,
  list,
  object,
  oneOf,
  optional,
  orNull,
  port,
  recordOf,
  someOf,
  text,
  whole,
  type Shape,
  type Shapes,
} from './shape.ts';

/** How long a request or a report may be under way: more is a slip of the unit. */
export const DELAY_MAX: number = 366 * MICROS_PER_DAY;

const delay = whole('whole microseconds', { max: DELAY_MAX });
/** What may become of orders of one account that meet. */
export const selfTrades: readonly SelfTradePolicy[] = [
  'none',
  'cancelNewest',
  'cancelOldest',
  'cancelBoth',
  'decrement',
];

const delays = someOf(delay);

const latencyFields: Shapes<Omit<LatencyModel, 'byExchange'>> = {
  insert: delay,
  amend: delay,
  cancel: delay,
  report: delay,
  jitter: delay,
  measured: optional(
    object<NonNullable<LatencyModel['measured']>>({
      insert: optional(delays),
      amend: optional(delays),
      cancel: optional(delays),
    }),
  ),
};
const latencyOfOne = object<Omit<LatencyModel, 'byExchange'>>(latencyFields);

/** The models of a venue. Those of the caller's making are asked for their functions only. */
export const venueModels: Shape = object<VenueModels>({
  fees: optional(
    port<FeeModel>({ compute: call, estimate: call, describe: call, itemise: optional(call) }),
  ),
  latency: optional(
    object<LatencyModel>({ ...latencyFields, byExchange: optional(recordOf(text, latencyOfOne)) }),
  ),
  fills: optional(
    port<FillModel>({ fillsOnTouch: call, slipTicks: call, nextPortion: call, describe: call }),
  ),
  slippage: optional(port<SlippageModel>({ computeTicks: call, describe: call })),
  queue: optional(port<QueueModel>({ advance: call, describe: call })),
  bars: optional(
    object<BarPolicy>({
      fillAt: oneOf(['nextOpen', 'thisClose', 'barQuote']),
      path: oneOf(['OHLC', 'OLHC', 'adaptive']),
    }),
  ),
  auctions: optional(oneOf(['printed', 'book'])),
  exchange: optional(
    object<Exchange>({ instruments: list(text), selfTrade: optional(oneOf(selfTrades)) }),
  ),
  bands: optional(port<BandModel>({ bandOf: call, describe: call })),
  interruptions: optional(port<InterruptionModel>({ terms: anything, describe: call })),
  halts: optional(port<HaltModel>({ terms: anything, describe: call })),
  staleAfter: optional(orNull(whole('whole microseconds'))),
});
