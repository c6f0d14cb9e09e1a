import type {
  Contingency,
  Doubt,
  FillFlag,
  OrderState,
  Product,
  ReleasePolicy,
  Side,
  TimeInForce,
  TriggerSource,
} from 'argosy/domain';
import { z } from 'zod';

/** Which way an order trades. */
export const sideSchema: z.ZodType<Side> = z.enum(['buy', 'sell']);
/** How a position is carried. */
export const productSchema: z.ZodType<Product> = z.enum([
  'delivery',
  'intraday',
  'carryForward',
  'margin',
]);
/** How long an order works. */
export const timeInForceSchema: z.ZodType<TimeInForce> = z.enum([
  'DAY',
  'GTC',
  'IOC',
  'FOK',
  'GTD',
  'AT_OPEN',
  'AT_CLOSE',
]);
/** Where an order is in its life. */
export const orderStateSchema: z.ZodType<OrderState, OrderState> = z.enum([
  'INITIALIZED',
  'DENIED',
  'EMULATED',
  'RELEASED',
  'IN_PARTS',
  'SUBMITTED',
  'ACCEPTED',
  'REJECTED',
  'CANCELED',
  'EXPIRED',
  'TRIGGERED',
  'PENDING_UPDATE',
  'PENDING_CANCEL',
  'PARTIALLY_FILLED',
  'FILLED',
]);
/** The price that fires a trigger. */
export const triggerSourceSchema: z.ZodType<TriggerSource> = z.enum([
  'last',
  'touch',
  'mid',
  'mark',
  'index',
  'doubleLast',
  'doubleTouch',
]);
/** When fills release what waits for them. */
export const releaseSchema: z.ZodType<ReleasePolicy> = z.enum(['eachFill', 'whenDone']);
/** What a fill does to the siblings of an order. */
export const contingencySchema: z.ZodType<Contingency> = z.enum(['OCO', 'OUO']);
/** A request to the broker whose answer is lost. */
export const doubtSchema: z.ZodType<Doubt> = z.enum(['submit', 'amend', 'cancel']);
/** Why a fill is not an ordinary one. */
export const fillFlagSchema: z.ZodType<FillFlag> = z.enum([
  'late',
  'tooLarge',
  'external',
  'reconciled',
  'sibling',
]);
