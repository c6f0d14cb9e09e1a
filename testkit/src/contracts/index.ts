export { describeAudit } from './audit.ts';
export { describeRecords } from './records.ts';
export { describeQueries } from './queries.ts';
export { candleWalk } from '../talib/candle-walk.ts';
export {
  BrokerSeat,
  HUGE,
  patient,
  type Asked,
  type BrokerConditions,
  type BrokerUnderTest,
  type OpenBroker,
} from './broker/broker-seat.ts';
export { describeBroker } from './broker/describe-broker.ts';
export { describeJournal } from './journal.ts';
export type { JournalUnderTest } from './journal.ts';
export { describeProjectionCases } from './projection-cases.ts';
export { describeProjections, type ProjectionsUnderTest } from './projections.ts';
export { describeFollower, type FollowerUnderTest } from './follower.ts';
export { describeInstrumentSearch, type SearchSetup } from './instrument-search.ts';
export { describeFormulas, type Formula } from './formula-contract.ts';
export {
  at,
  average,
  fromRow,
  last,
  mean,
  products,
  sorted,
  sum,
  type At,
  type AverageRule,
} from './formula-words.ts';
export { indicatorWalk, type IndicatorWalk } from './indicator-walk.ts';
export {
  describeTalib,
  type TalibComparison,
  type TalibInput,
  type TalibRow,
  type TalibWalk,
} from './talib-contract.ts';
export { describeTalibValues, type TalibValues } from './talib-values.ts';
export { describeTulip, type TulipComparison, type TulipRow } from './tulip-contract.ts';
