import type { LimitName, TradingState } from 'argosy/domain';
import { z } from 'zod';

import { pageSchema, type Page } from '../page.ts';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  reasonSchema,
  type Decimal,
  type Instant,
} from '../values.ts';

/** What a state or a limit lies on. `reconciliation` and `storage` are the platform's own. */
export type RiskScope =
  | { readonly kind: 'firm' }
  | { readonly kind: 'account' }
  | { readonly kind: 'book'; readonly book: string }
  | { readonly kind: 'strategy'; readonly strategy: string }
  | { readonly kind: 'instrument'; readonly instrument: string }
  | { readonly kind: 'reconciliation' }
  | { readonly kind: 'storage' };

const scopeSchema: z.ZodType<RiskScope> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('firm') }),
    z.strictObject({ kind: z.literal('account') }),
    z.strictObject({ kind: z.literal('book'), book: idSchema }),
    z.strictObject({ kind: z.literal('strategy'), strategy: idSchema }),
    z.strictObject({ kind: z.literal('instrument'), instrument: instrumentIdSchema }),
    z.strictObject({ kind: z.literal('reconciliation') }),
    z.strictObject({ kind: z.literal('storage') }),
  ])
  .meta({ id: 'RiskScope', examples: [{ kind: 'book', book: 'MANUAL' }] });
const stateSchema: z.ZodType<TradingState> = z.enum(['ACTIVE', 'REDUCING', 'HALTED']);
const limitSchema: z.ZodType<LimitName> = z.enum([
  'orderQty',
  'position',
  'orderValue',
  'openValue',
  'dailyLoss',
  'drawdown',
  'cashBufferBps',
]);

/** What may be done in a scope; ACTIVE ones are left out. */
export type RiskState = {
  readonly account: string;
  readonly scope: RiskScope;
  readonly state: TradingState;
  readonly reason: string;
};
const riskState = z.strictObject({
  account: idSchema,
  scope: scopeSchema,
  state: stateSchema,
  reason: z.string(),
});

/** What is not ACTIVE. */
export type RiskStates = { readonly states: readonly RiskState[] };
/** What is not ACTIVE. */
export const riskStatesSchema: z.ZodType<RiskStates> = z
  .strictObject({ states: z.array(riskState) })
  .meta({
    id: 'RiskStates',
    examples: [
      {
        states: [
          { account: 'PAPER-1', scope: { kind: 'account' }, state: 'HALTED', reason: 'by hand' },
        ],
      },
    ],
  });

/** What is to be stopped, and why. */
export type Kill = {
  readonly account: string;
  readonly scope: RiskScope;
  readonly reason: string;
};
/** What is to be stopped, and why. */
export const killSchema: z.ZodType<Kill> = z
  .strictObject({ account: idSchema, scope: scopeSchema, reason: reasonSchema })
  .meta({
    id: 'Kill',
    examples: [{ account: 'PAPER-1', scope: { kind: 'account' }, reason: 'runaway orders' }],
  });

/** Another state of a scope, and why. */
export type StateChange = Kill & { readonly state: TradingState };
/** Another state of a scope, and why. */
export const stateChangeSchema: z.ZodType<StateChange> = z
  .strictObject({
    account: idSchema,
    scope: scopeSchema,
    state: stateSchema,
    reason: reasonSchema,
  })
  .meta({
    id: 'StateChange',
    examples: [
      { account: 'PAPER-1', scope: { kind: 'account' }, state: 'ACTIVE', reason: 'looked into' },
    ],
  });

/** A limit that holds: one that somebody has set, or that the node was configured with. */
export type RiskLimit = {
  readonly account: string;
  readonly scope: RiskScope;
  readonly limit: LimitName;
  readonly value: Decimal;
  /** How much of it is used; null where it counts each order by itself, and while nobody knows. A gain uses nothing. */
  readonly used: Decimal | null;
  /** What the value counts: units of the instrument, money of the currency, hundredths of a percent. */
  readonly unit: 'quantity' | 'money' | 'bps';
  readonly currency: string | null;
  /** Whether a person has set it while the firm trades, or the configuration says it of every account. */
  readonly from: 'person' | 'configuration';
  readonly until: Instant | null;
  /** Why it was set; empty for one of the configuration. */
  readonly reason: string;
};

/** Limits that hold. */
export type RiskLimits = { readonly limits: readonly RiskLimit[] };
/** Limits that hold. */
export const riskLimitsSchema: z.ZodType<RiskLimits> = z
  .strictObject({
    limits: z.array(
      z.strictObject({
        account: idSchema,
        scope: scopeSchema,
        limit: limitSchema,
        value: decimalSchema,
        used: decimalSchema.nullable(),
        unit: z.enum(['quantity', 'money', 'bps']),
        currency: z.string().nullable(),
        from: z.enum(['person', 'configuration']),
        until: instantSchema.nullable(),
        reason: z.string(),
      }),
    ),
  })
  .meta({
    id: 'RiskLimits',
    examples: [
      {
        limits: [
          {
            account: 'PAPER-1',
            scope: { kind: 'account' },
            limit: 'dailyLoss',
            value: '20000.00',
            used: '8200.00',
            unit: 'money',
            currency: 'INR',
            from: 'person',
            until: null,
            reason: 'the plan of the month',
          },
        ],
      },
    ],
  });

/** A limit to be set, or taken back. */
export type LimitChange = Kill & {
  readonly limit: LimitName;
  /** Null takes back what was set. */
  readonly value: Decimal | null;
  readonly until?: Instant | null | undefined;
};
/** A limit to be set, or taken back. */
export const limitChangeSchema: z.ZodType<LimitChange> = z
  .strictObject({
    account: idSchema,
    scope: scopeSchema,
    limit: limitSchema,
    value: decimalSchema.nullable(),
    until: instantSchema.nullable().optional(),
    reason: reasonSchema,
  })
  .meta({
    id: 'LimitChange',
    examples: [
      {
        account: 'PAPER-1',
        scope: { kind: 'account' },
        limit: 'dailyLoss',
        value: '20000.00',
        reason: 'the plan of the month',
      },
    ],
  });

/** Something that was refused, by us or by a broker. */
export type Rejection = {
  readonly type: string;
  readonly account: string | null;
  readonly order: string | null;
  readonly instrument: string | null;
  readonly strategy: string | null;
  /** The check that stood in the way; null where a broker refused. */
  readonly code: string | null;
  readonly reason: string;
  readonly at: Instant;
};
/** What was refused, the newest first. */
export const rejectionPageSchema: z.ZodType<Page<Rejection>> = pageSchema(
  'RejectionPage',
  z
    .strictObject({
      type: z.string(),
      account: idSchema.nullable(),
      order: idSchema.nullable(),
      instrument: z.string().nullable(),
      strategy: idSchema.nullable(),
      code: z.string().nullable(),
      reason: z.string(),
      at: instantSchema,
    })
    .meta({ id: 'Rejection' }),
);

/** Something out of the ordinary. */
export type Anomaly = {
  readonly type: string;
  readonly account: string | null;
  readonly order: string | null;
  readonly detail: string;
  readonly at: Instant;
};
/** What was out of the ordinary, the newest first. */
export const anomalyPageSchema: z.ZodType<Page<Anomaly>> = pageSchema(
  'AnomalyPage',
  z
    .strictObject({
      type: z.string(),
      account: idSchema.nullable(),
      order: idSchema.nullable(),
      detail: z.string(),
      at: instantSchema,
    })
    .meta({ id: 'Anomaly' }),
);
