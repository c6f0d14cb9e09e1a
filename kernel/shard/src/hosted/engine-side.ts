import type { EngineMachine } from 'argosy/engine';

/** What a shard needs of machine one, be it beside trading or at the other end of a line. */
export type EngineSide = Pick<
  EngineMachine,
  | 'start'
  | 'stop'
  | 'handle'
  | 'onEvent'
  | 'turnAway'
  | 'recall'
  | 'passOrders'
  | 'exportMemory'
  | 'checkMemory'
  | 'importMemory'
>;
