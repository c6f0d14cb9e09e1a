import { z } from 'zod';

import { instantSchema, type Instant } from '../values.ts';

const SPEED_MIN = 0.1;
const SPEED_MAX = 100;

/** How the replay of a recorded market stands. */
export type Replay = {
  readonly state: 'playing' | 'paused' | 'ended';
  /** How many times as fast as then its time goes by. */
  readonly speed: number;
  /** The instant of the recording that it has come to. */
  readonly at: Instant;
};
/** How the replay of a recorded market stands. */
export const replaySchema: z.ZodType<Replay> = z
  .strictObject({
    state: z.enum(['playing', 'paused', 'ended']),
    speed: z.number(),
    at: instantSchema,
  })
  .meta({
    id: 'Replay',
    examples: [{ state: 'playing', speed: 10, at: '2026-11-18T05:10:00.000000Z' }],
  });

/** What is to change of a replay; what is left out stays. */
export type ReplayChange = {
  readonly state?: 'playing' | 'paused' | undefined;
  readonly speed?: number | undefined;
  /** A later instant to go on from: what lies between is left out. */
  readonly at?: Instant | undefined;
};
/** What is to change of a replay. */
export const replayChangeSchema: z.ZodType<ReplayChange> = z
  .strictObject({
    state: z.enum(['playing', 'paused']).optional(),
    speed: z.number().min(SPEED_MIN).max(SPEED_MAX).optional(),
    at: instantSchema.optional(),
  })
  .meta({ id: 'ReplayChange', examples: [{ state: 'playing', speed: 10 }] });
