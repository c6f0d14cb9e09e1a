import { z } from 'zod';

import { idSchema, instantSchema, wholeSchema, type Instant } from '../values.ts';

/** A strategy, and how it fares. */
export type Strategy = {
  readonly id: string;
  /** The code that its orders carry. */
  readonly code: string;
  readonly account: string;
  readonly book: string;
  readonly host: string;
  readonly file: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** `paused` opens nothing and may still close. */
  readonly state: 'running' | 'paused' | 'stopped' | 'failed';
  /** Why it is in it, where somebody or something stopped it. */
  readonly reason: string | null;
  readonly calls: number;
  /** All its calls together, and the longest. */
  readonly micros: number;
  readonly microsMax: number;
  /** What 99 of 100 calls do not take longer than; null before the first. */
  readonly microsP99: number | null;
  /** Calls that took longer than they should. */
  readonly breaches: number;
  /** When its host last told of it; null where it has not. */
  readonly heardAt: Instant | null;
};

/** A strategy, and how it fares. */
export const strategySchema: z.ZodType<Strategy> = z
  .strictObject({
    id: idSchema,
    code: z.string(),
    account: idSchema,
    book: idSchema,
    host: z.string(),
    file: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    state: z.enum(['running', 'paused', 'stopped', 'failed']),
    reason: z.string().nullable(),
    calls: z.number(),
    micros: z.number(),
    microsMax: z.number(),
    microsP99: z.number().nullable(),
    breaches: z.number(),
    heardAt: instantSchema.nullable(),
  })
  .meta({
    id: 'Strategy',
    examples: [
      {
        id: 'ema-cross',
        code: 'EMAX',
        account: 'PAPER-1',
        book: 'EMA',
        host: 'host-1',
        file: 'ema-cross.ts',
        parameters: { fast: 12, slow: 26 },
        state: 'running',
        reason: null,
        calls: 80123,
        micros: 412_000,
        microsMax: 640,
        microsP99: 190,
        breaches: 0,
        heardAt: '2026-11-20T04:15:00Z',
      },
    ],
  });

/** Strategies, by id. */
export type Strategies = { readonly strategies: readonly Strategy[] };
/** Strategies, by id. */
export const strategiesSchema: z.ZodType<Strategies> = z
  .strictObject({ strategies: z.array(strategySchema) })
  .meta({ id: 'Strategies' });

/** Lines that a strategy, or the platform about it, has logged; the newest last. */
export type StrategyLog = {
  readonly lines: readonly {
    readonly at: Instant;
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly text: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
};
/** Lines of a strategy. */
export const strategyLogSchema: z.ZodType<StrategyLog> = z
  .strictObject({
    lines: z.array(
      z.strictObject({
        at: instantSchema,
        level: z.enum(['debug', 'info', 'warn', 'error']),
        text: z.string(),
        fields: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({
    id: 'StrategyLog',
    examples: [
      {
        lines: [
          { at: '2026-11-20T04:15:00Z', level: 'info', text: 'crossed', fields: { fast: 812.4 } },
        ],
      },
    ],
  });

/** How many lines at most; 200 unless told. */
export type LogQuery = { readonly limit?: number | undefined };
/** How many lines at most. */
export const logQuerySchema: z.ZodType<LogQuery> = z
  .strictObject({ limit: wholeSchema(1, 1_000).optional() })
  .meta({ id: 'LogQuery' });

/** The hosts that strategies run in. */
export type Hosts = {
  readonly hosts: readonly {
    readonly name: string;
    readonly state: string;
    readonly since: Instant;
    readonly reason: string | null;
    readonly pid: number | null;
    readonly restarts: number;
    /** The number it has read. */
    readonly readTo: number | null;
    /** How many pieces of market data it was not given, as later ones stood for them. */
    readonly conflated: number;
    readonly heapBytes: number;
    readonly strategies: readonly {
      readonly strategy: string;
      readonly calls: number;
      readonly micros: number;
      readonly microsMax: number;
      readonly breaches: number;
    }[];
    /** What strategies threw; they are stopped. */
    readonly faults: readonly {
      readonly strategy: string;
      readonly at: Instant;
      readonly number: number;
      readonly callback: string;
      readonly message: string;
    }[];
  }[];
};
/** The hosts that strategies run in. */
export const hostsSchema: z.ZodType<Hosts> = z
  .strictObject({
    hosts: z.array(
      z.strictObject({
        name: z.string(),
        state: z.string(),
        since: instantSchema,
        reason: z.string().nullable(),
        pid: z.number().nullable(),
        restarts: z.number(),
        readTo: z.number().nullable(),
        conflated: z.number(),
        heapBytes: z.number(),
        strategies: z.array(
          z.strictObject({
            strategy: idSchema,
            calls: z.number(),
            micros: z.number(),
            microsMax: z.number(),
            breaches: z.number(),
          }),
        ),
        faults: z.array(
          z.strictObject({
            strategy: idSchema,
            at: instantSchema,
            number: z.number(),
            callback: z.string(),
            message: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Hosts', examples: [{ hosts: [] }] });
