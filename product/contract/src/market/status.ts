import { z } from 'zod';

import { instantSchema, type Instant } from '../values.ts';

/** Whether something trades: before it opens, while it is open, halted by the exchange, or not at all. */
export type TradingState = 'preOpen' | 'open' | 'halted' | 'closed';
/** Whether something trades. */
export const tradingStateSchema: z.ZodType<TradingState> = z
  .enum(['preOpen', 'open', 'halted', 'closed'])
  .meta({ id: 'TradingState', examples: ['open'] });

/** What the exchange has said last of an instrument's trading. */
export type InstrumentState = {
  readonly instrument: string;
  readonly state: TradingState;
  /** Since when. */
  readonly at: Instant;
};

/** When a market trades. */
export type Calendar = {
  readonly id: string;
  /** What of the day it is by now; null outside every session. */
  readonly phase: string | null;
  readonly isOpen: boolean;
  /** `halted` where the calendar says open, but the exchange has halted what trades by it. */
  readonly state: TradingState;
  /** Null where it never opens, or never closes. */
  readonly nextOpen: Instant | null;
  readonly nextClose: Instant | null;
  /** The day whose session it is; outside of every session the local day. */
  readonly tradingDay: string;
};
/** When markets trade. */
export type Calendars = { readonly calendars: readonly Calendar[] };
/** When markets trade. */
export const calendarsSchema: z.ZodType<Calendars> = z
  .strictObject({
    calendars: z.array(
      z.strictObject({
        id: z.string(),
        phase: z.string().nullable(),
        isOpen: z.boolean(),
        state: tradingStateSchema,
        nextOpen: instantSchema.nullable(),
        nextClose: instantSchema.nullable(),
        tradingDay: z.string(),
      }),
    ),
  })
  .meta({ id: 'Calendars', examples: [{ calendars: [] }] });
