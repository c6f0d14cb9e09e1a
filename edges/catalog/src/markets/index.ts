export { daysBefore, groundOfDay } from './day-ground.ts';
export { marketErrors, type MarketErrorCode } from './errors.ts';
export { groundMarket, type MarketGround } from './market-ground.ts';
export {
  DAYS_MAX,
  INSTRUMENTS_MAX,
  planMarket,
  type ChainPlan,
  type MarketPlan,
  type SectorPlan,
} from './market-plan.ts';
export { batchesOf, marketSource } from './market-source.ts';
export { MarketStream } from './market-stream.ts';
export { PastDay, type PastMinutes } from './past-day.ts';
export { PastTrades } from './past-trades.ts';
export { samplesOf, type PriceSample } from './price-samples.ts';
export { OrderFlow, type FlowMessage, type FlowPhase } from './order-flow.ts';
export { streamKinds, type StreamKind, type StreamOptions } from './row-printer.ts';
export type { TradingDay } from './trading-days.ts';
export { writeMarket, type WriteMarketOptions, type WrittenMarket } from './write-market.ts';
