import type { AccountStatus, MarginLevel, Product, Side, TradingState } from 'argosy/domain';

/** The words that columns may hold, for those who read them. */
export const sides: readonly Side[] = ['buy', 'sell'];
export const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
export const tradingStates: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];
export const accountStatuses: readonly AccountStatus[] = ['open', 'restricted', 'frozen', 'closed'];
export const marginLevels: readonly MarginLevel[] = ['sound', 'called', 'liquidating', 'bankrupt'];
