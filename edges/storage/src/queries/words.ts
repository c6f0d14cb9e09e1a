import type { AccountStatus, MarginLevel, Product, Side, TradingState } from 'argosy/domain';

/** The words that columns may hold, for those who read them. */
export const sides: readonly Side[] = ['buy', 'sell'];
/** Of orders and positions. */
export const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
/** What an account, or something in it, may do. */
export const tradingStates: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];
/** Whether an account takes anything new. */
export const accountStatuses: readonly AccountStatus[] = ['open', 'restricted', 'frozen', 'closed'];
/** How an account on margin stands. */
export const marginLevels: readonly MarginLevel[] = ['sound', 'called', 'liquidating', 'bankrupt'];
