export type {
  BrokerAnswer,
  BrokerFill,
  BrokerMark,
  BrokerOrder,
  BrokerOrderState,
  BrokerPosition,
  BrokerQuery,
  FoundOrder,
} from './broker-view.ts';
export { findings, type Finding, type FindingCode } from './finding.ts';
export { verdicts, type Verdict } from './missing-section.ts';
export { reconciliationDefaults, type ReconciliationPolicy } from './policy.ts';
export {
  Reconciler,
  TOLD_FINDINGS_MAX,
  type GateLevel,
  type ReconcilerConfig,
} from './reconciler.ts';
export type { Step } from './round.ts';
export type { TradingFacts } from './trading-facts.ts';
