export {
  marginLevelOf,
  planLiquidation,
  type Closable,
  type Closing,
  type LiquidationPolicy,
  type MaintenanceTerms,
  type MarginStanding,
} from './maintenance.ts';
export {
  AccountValuer,
  type AccountHoldings,
  type PositionFigures,
  type ValuerOptions,
} from './account-valuer.ts';
export { leverageFor } from './exposure.ts';
export { worthAt, type PositionWorth } from './position-worth.ts';
export { mayCover, spreadRelief, type OptionLeg } from './spread-margin.ts';
export type {
  Actor,
  AccountKind,
  AccountStanding,
  BookMode,
  CheckContext,
  HeldQuantities,
  KnownPrices,
  MarginUse,
  TradingRecord,
} from './check-context.ts';
export { checkOrderId } from './duplicate-check.ts';
export { riskErrors, riskRefusal, type CheckId, type RiskErrorCode } from './errors.ts';
export { computeAvailable, computeNeed, needCurrency } from './funds-check.ts';
export {
  LEVERAGE_SCALE,
  marginOf,
  noLeverage,
  parseLeverage,
  type Leverage,
  type LeverageByProduct,
} from './leverage.ts';
export { breachCodes } from './loss-check.ts';
export { RateTable, type MarkOf } from './rate-table.ts';
export { emulationUnder, momentaryCodes } from './emulation-rule.ts';
export { findUnsupported } from './unsupported.ts';
export { computeCashNeed, computeOrderValue, referencePrice } from './order-value.ts';
export {
  checkOrder,
  preTradeChecks,
  type CheckStage,
  type PreTradeCheck,
} from './pre-trade-checks.ts';
export { RecentOrders, type SentOrder } from './recent-orders.ts';
export { defaultLimits, type RiskLimits } from './risk-limits.ts';
export {
  defaultOrderMatrix,
  type OrderFlag,
  type OrderMatrix,
  type OrderTypeRule,
} from './order-matrix.ts';
export type {
  ActorRight,
  InstrumentBan,
  LimitProtection,
  OptionRule,
  PriceBand,
  PriceBands,
  PriceCollar,
  RateLimit,
  RiskRules,
  ShortSaleRule,
  UtilisationRule,
} from './risk-rules.ts';
export { isOverused, isRelieved, refuseUse } from './utilisation-check.ts';
export {
  limitScopes,
  SET_LIMITS_MAX,
  SetLimits,
  type SetLimit,
  type SetValues,
} from './set-limits.ts';
export { flawOfSetLimit, type SetLimitFlaw } from './set-limit-flaw.ts';
export { SeenOrderIds } from './seen-order-ids.ts';
export {
  scanDefaults,
  ScanModel,
  type ScanChanges,
  type Scanned,
  type ScanLeg,
  type ScanResult,
  type ScanTerms,
} from './scan-margin.ts';
