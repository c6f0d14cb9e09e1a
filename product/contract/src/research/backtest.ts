import { z } from 'zod';

import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import { instantSchema, lineSchema, listSchema, type Instant } from '../values.ts';

/** Where a backtest is in its life. */
export type BacktestStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
const statusSchema: z.ZodType<BacktestStatus, BacktestStatus> = z.enum([
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
]);
const RUN_FILE_LENGTH_MAX = 1 << 18;
const TITLE_LENGTH_MAX = 120;

/** A backtest that somebody asks for. */
export type BacktestRequest = {
  readonly title: string;
  /** A run file, as text. */
  readonly request: string;
};
/** A backtest that somebody asks for. */
export const backtestRequestSchema: z.ZodType<BacktestRequest> = z
  .strictObject({
    title: lineSchema(TITLE_LENGTH_MAX),
    request: z.string().min(1).max(RUN_FILE_LENGTH_MAX),
  })
  .meta({
    id: 'BacktestRequest',
    examples: [{ title: 'EMA on ten years', request: 'strategies:\n  - file: ema-cross.ts\n' }],
  });

/** A backtest, and how far it is. */
export type Backtest = BacktestRequest & {
  readonly id: string;
  readonly user: string;
  readonly status: BacktestStatus;
  /** From 0 to 1. */
  readonly progress: number;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly error: string | null;
};
/** A backtest, and how far it is. */
export const backtestSchema: z.ZodType<Backtest> = z
  .strictObject({
    title: z.string(),
    request: z.string(),
    id: z.string(),
    user: z.string(),
    status: statusSchema,
    progress: z.number(),
    createdAt: instantSchema,
    startedAt: instantSchema.nullable(),
    endedAt: instantSchema.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Backtest' });

/** Backtests, the newest first. */
export const backtestPageSchema: z.ZodType<Page<Backtest>> = pageSchema(
  'BacktestPage',
  backtestSchema,
);

/** Which backtests are wanted. */
export type BacktestQuery = PageQuery & {
  readonly statuses?: readonly BacktestStatus[] | undefined;
};
/** Which backtests are wanted. */
export const backtestQuerySchema: z.ZodType<BacktestQuery> = z
  .strictObject({ statuses: listSchema(statusSchema).optional(), ...pageFields })
  .meta({ id: 'BacktestQuery' });
