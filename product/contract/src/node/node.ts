import { z } from 'zod';

import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import { instantSchema, type Instant } from '../values.ts';

/** Something was asked for, and is on its way. */
export type Accepted = { readonly accepted: string };
/** Something was asked for, and is on its way. */
export const acceptedSchema: z.ZodType<Accepted> = z
  .strictObject({ accepted: z.string() })
  .meta({ id: 'Accepted', examples: [{ accepted: 'snapshots' }] });

/** What runs again and again, by name. */
export type Jobs = {
  readonly jobs: readonly {
    readonly name: string;
    readonly isRunning: boolean;
    readonly startedAt: Instant | null;
    readonly endedAt: Instant | null;
    readonly result: 'done' | 'failed' | null;
    /** What the last run says of itself. */
    readonly detail: string | null;
    readonly nextAt: Instant | null;
    readonly runs: number;
    readonly failures: number;
  }[];
};
/** What runs again and again. */
export const jobsSchema: z.ZodType<Jobs> = z
  .strictObject({
    jobs: z.array(
      z.strictObject({
        name: z.string(),
        isRunning: z.boolean(),
        startedAt: instantSchema.nullable(),
        endedAt: instantSchema.nullable(),
        result: z.enum(['done', 'failed']).nullable(),
        detail: z.string().nullable(),
        nextAt: instantSchema.nullable(),
        runs: z.number(),
        failures: z.number(),
      }),
    ),
  })
  .meta({ id: 'Jobs', examples: [{ jobs: [] }] });

/** Something that was done, or tried. */
export type AuditRow = {
  /** From 1 on, without a gap. */
  readonly sequence: number;
  readonly at: Instant;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
  readonly address: string | null;
  readonly request: string | null;
  readonly cause: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly detail: string;
  /** SHA-256 over the entry and the hash before it, in hexadecimal. */
  readonly hash: string;
};
/** Entries of the audit, the newest first. */
export const auditPageSchema: z.ZodType<Page<AuditRow>> = pageSchema(
  'AuditRowPage',
  z
    .strictObject({
      sequence: z.number().int(),
      at: instantSchema,
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      outcome: z.string(),
      address: z.string().nullable(),
      request: z.string().nullable(),
      cause: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      detail: z.string(),
      hash: z.string(),
    })
    .meta({ id: 'AuditRow' }),
);

const text = z.string().min(1).max(200).optional();

/** Which entries are wanted. */
export type AuditQuery = PageQuery & {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly outcome?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};
/** Which entries are wanted. */
export const auditQuerySchema: z.ZodType<AuditQuery> = z
  .strictObject({
    actor: text,
    action: text,
    subject: text,
    outcome: text,
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'AuditQuery' });

/** Whether the audit is as it was written. */
export type AuditVerdict = {
  readonly rows: number;
  /** Keep it elsewhere: it proves later that nothing was cut off. */
  readonly head: { readonly sequence: number; readonly hash: string };
  /** The first entry that is not as it was written; null of a whole chain. */
  readonly fault: { readonly sequence: number; readonly reason: string } | null;
};
/** Whether the audit is as it was written. */
export const auditVerdictSchema: z.ZodType<AuditVerdict> = z
  .strictObject({
    rows: z.number(),
    head: z.strictObject({ sequence: z.number(), hash: z.string() }),
    fault: z.strictObject({ sequence: z.number(), reason: z.string() }).nullable(),
  })
  .meta({
    id: 'AuditVerdict',
    examples: [{ rows: 120, head: { sequence: 120, hash: '9f2c' }, fault: null }],
  });

/** What runs here. */
export type Version = { readonly version: string; readonly node: string };
/** What runs here. */
export const versionSchema: z.ZodType<Version> = z
  .strictObject({ version: z.string(), node: z.string() })
  .meta({ id: 'Version', examples: [{ version: '0.1.0', node: 'v24.21.0' }] });

/** What time it is: for the machines, and on the wall. A demo's may run faster. */
export type Time = { readonly now: Instant; readonly wall: Instant };
/** What time it is. */
export const timeSchema: z.ZodType<Time> = z
  .strictObject({ now: instantSchema, wall: instantSchema })
  .meta({
    id: 'Time',
    examples: [{ now: '2026-11-20T04:15:00Z', wall: '2026-11-20T04:15:00Z' }],
  });

/** How fast things go through the platform, stage by stage. */
export type Pipeline = {
  readonly stages: readonly {
    readonly stage: string;
    readonly perSecond: number;
    readonly p50Micros: number;
    readonly p99Micros: number;
    readonly queue: number;
    readonly dropped: number;
    readonly conflated: number;
    readonly missing: number;
    readonly duplicates: number;
  }[];
};
/** How fast things go through the platform. */
export const pipelineSchema: z.ZodType<Pipeline> = z
  .strictObject({
    stages: z.array(
      z.strictObject({
        stage: z.string(),
        perSecond: z.number(),
        p50Micros: z.number(),
        p99Micros: z.number(),
        queue: z.number(),
        dropped: z.number(),
        conflated: z.number(),
        missing: z.number(),
        duplicates: z.number(),
      }),
    ),
  })
  .meta({ id: 'Pipeline', examples: [{ stages: [] }] });
