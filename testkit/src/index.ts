export { BookkeepingBroker } from './bookkeeping-broker.ts';
export type { BrokerManners, BrokerMessage, PlacedElsewhere } from './bookkeeping-broker.ts';
export { BracketRig, aBracket, aLimit, aStop, nthRequest, orderId } from './bracket-rig.ts';
export { WaitingRig, aSale, aTouchOf, aTrail, plainMatrix } from './waiting-rig.ts';
export { aCheckContext } from './check-context.ts';
export type { ContextChanges } from './check-context.ts';
export { dayBars, dayConfig, dayInstrument, runOnDays } from './day-run.ts';
export type { DayPrices, DayRun } from './day-run.ts';
export { runInSessions, runOnBasket, type SessionRun } from './session-run.ts';
export { aCoin, aPair, aPerpetual, aFuture, anIndex, anOption } from './derivatives.ts';
export { anEventHead } from './event-head.ts';
export { HonestBroker } from './honest-broker.ts';
export { anInstrument } from './instrument.ts';
export { LedgerRig } from './ledger-rig.ts';
export { lifeSteps, writeLifeJournal } from './life-journal.ts';
export { lifeRecords, type LifeRecords } from './life-records.ts';
export { listMembersOf } from './list-members.ts';
export {
  aBar,
  aBook,
  aBookChange,
  aQueueStep,
  aFundingRate,
  aMarkPrice,
  anAdjustment,
  anIndexPrice,
  aQuote,
  aStatus,
  aTrade,
} from './market-data.ts';
export type { BarChanges } from './market-data.ts';
export { aFill, aTouch, anOrder, anOrderEvent, rupees } from './order.ts';
export type { FillChanges } from './order.ts';
export { NaiveBooks } from './naive-books.ts';
export { NaiveOpenOrders } from './naive-open-orders.ts';
export { NaiveQueue } from './naive-queue.ts';
export { NaiveOrderBook } from './naive-order-book.ts';
export { NaiveWaiting } from './naive-waiting.ts';
export { anOrderRequest } from './order-request.ts';
export { aLivelyConfig, liveThrough } from './random-life.ts';
export type { LifeStep } from './random-life.ts';
export { recordedCoin, recordedDepth, type RecordedDepth } from './recorded-depth.ts';
export { ReconciledRig } from './reconciled-rig.ts';
export type { ReconciledRigOptions } from './reconciled-rig.ts';
export { ReferenceVenue } from './reference-venue.ts';
export { aSeat } from './seat.ts';
export { aRigEngine, ShardRig } from './shard-rig.ts';
export type { ShardRigOptions } from './shard-rig.ts';
export { SimDisk } from './sim-disk.ts';
export { smallJournal } from './small-journal.ts';
export type { SafeFile, SimDiskOptions } from './sim-disk.ts';
export { goldenEvents } from './golden/golden-events.ts';
export { goldenInputs } from './golden/golden-inputs.ts';
export { TightJournal } from './tight-journal.ts';
export { dayEndsAfter, LossRig } from './loss-rig.ts';
export { SlicedRig } from './sliced-rig.ts';
export { ParentRig } from './parent-rig.ts';
export { TradingRig, aTradingConfig, anAccount } from './trading-rig.ts';
export type { TradingRigOptions } from './trading-rig.ts';
export { VenueRig } from './venue-rig.ts';
export type { RigOptions } from './venue-rig.ts';
export { WrittenJournal } from './written-journal.ts';
export {
  angelFileOf,
  angelRow,
  kiteHeader,
  kiteRow,
  madeUpScrips,
  type MadeUpMarket,
  type MadeUpScrip,
} from './made-up-scrips.ts';
export { selfSigned, type SelfSigned, type SelfSignedOptions } from './self-signed.ts';
export { ManualClock } from './manual-clock.ts';
