export {
  parseBarSpec,
  formatBarSpec,
  toBarSpecText,
  barSpanMicros,
  componentOf,
  isCounted,
  type BarSpecText,
  type BarUnit,
  type BarComponent,
  type BarPrice,
  type BarSource,
  type BarSpec,
} from './bar-spec.ts';
export { BOOK_LEVELS_MAX, LevelBook } from './books/level-book.ts';
export { MarkTable, type KnownMark } from './books/mark-table.ts';
export { QUEUE_ORDERS_MAX, QueueBook, type QueuedOrder } from './books/queue-book.ts';
export { NO_LEVEL, PriceLadder } from './books/price-ladder.ts';
export { JSON_DEPTH_MAX, toCanonicalJson, parseCanonicalJson } from './canonical-json.ts';
export {
  boundCommand,
  COMMAND_AMOUNT_MAX,
  COMMAND_CHARGES_MAX,
  findCommandFlaw,
} from './command-bounds.ts';
export {
  admitCommand,
  COMMAND_BYTES_MAX,
  ordersOf,
  parseCommand,
  unreadableCommand,
} from './parse-command.ts';
export type { CommandBody, Command, NewOrder, PositionPlace } from './command.ts';
export {
  ACTION_SCALE_MAX,
  BPS_OF_WHOLE,
  corporateActionText,
  corporateActionWords,
  intoOf,
  leavesOrders,
  type ActionRatio,
  type CorporateAction,
} from './corporate-action.ts';
export { domainErrors, domainError, type DomainErrorCode } from './errors.ts';
export type {
  ReportBody,
  Report,
  TimeInput,
  AskBody,
  Ask,
  AnswerBody,
  Answer,
  Input,
  InputKind,
  Effect,
} from './input.ts';
export {
  EXECUTION_SLICES_MAX,
  NO_DEADLINE,
  flawOfPlan,
  parentOf,
  type DeadlinePolicy,
  type ExecutionAlgorithm,
  type ExecutionChange,
  type ExecutionOutcome,
  type ExecutionPlan,
} from './execution.ts';
export { EXTERNAL_BOOK } from './external-book.ts';
export { inputCodec } from './input-codec.ts';
export {
  notionalScale,
  exactNotional,
  deliveredBy,
  isPaidInFull,
  leastPriceOf,
  PRICE_MAX,
  type DeliveryKind,
  type Listing,
  type ListingScales,
  type Equity,
  type Index,
  type Future,
  type Option,
  type CurrencyPair,
  type CryptoSpot,
  type Perpetual,
  type Derived,
  type Instrument,
} from './instrument.ts';
export { InstrumentTable, type InstrumentTableOptions } from './instrument-table.ts';
export { toInstrumentIndex, toInputNumber } from './interned.ts';
export {
  FUNDING_PPB_MAX,
  type Adjustment,
  type BookDepth,
  type BookLevel,
  type BookUpdate,
  type Datum,
  type FundingRate,
  type IndexPrice,
  type MarkPrice,
  type Quote,
  type Trade,
  type Bar,
  type InstrumentStatus,
  type MarketData,
  type MarketDataKind,
  type QueueChange,
  type QueueUpdate,
  type Touch,
} from './market-data.ts';
export { hashMarketData } from './market-data-hash.ts';
export { AdjustedSeries, type AdjustedTerms } from './series/adjusted-series.ts';
export { ContinuousSeries, type Chain, type ContinuousTerms } from './series/continuous-series.ts';
export {
  actionMark,
  ACTIONS_MAX,
  bookedAction,
  datedActionText,
  dueAtOf,
  type ActionTerms,
  type DatedAction,
  type PriceBefore,
} from './series/dated-action.ts';
export {
  FormulaSeries,
  type FormulaKinds,
  type FormulaParts,
  type FormulaTerms,
} from './series/formula-series.ts';
export {
  FORMULA_DEPTH_MAX,
  FORMULA_LENGTH_MAX,
  FORMULA_PARTS_MAX,
  parseFormula,
  type Formula,
  type FormulaFunction,
  type FormulaOperator,
} from './series/formula.ts';
export {
  afterMap,
  mapDatum,
  mapPrice,
  mapTwice,
  samePrices,
  type PriceMap,
} from './series/price-map.ts';
export { scaleMap } from './series/series-node.ts';
export type { Direction } from './series/regimes.ts';
export { restateBar, type PlacedAdjustment } from './series/restate.ts';
export { ROLL_DAYS_MAX, type RollRule } from './series/roll-plan.ts';
export { SeriesDesk } from './series/series-desk.ts';
export { barsOf, type SeriesNode } from './series/series-node.ts';
export { CHAIN_MAX, componentsOf, SERIES_MAX, type Series } from './series/series-terms.ts';
export type {
  Side,
  Product,
  OrderState,
  TimeInForce,
  OrderInstructions,
  OrderTerms,
  OrderType,
  TriggerSource,
  ReleasePolicy,
  Contingency,
  OrderLink,
  OrderRequest,
  Doubt,
  FillFlag,
  Charge,
  Fill,
  Order,
} from './order.ts';
export { orderCodec } from './order-fold-codec.ts';
export {
  hasSameInstructions,
  instructOrder,
  type GivenInstructions,
} from './order-instructions.ts';
export {
  firedTerms,
  hasSameTerms,
  isConditional,
  isIfTouched,
  isTrailing,
  limitOf,
  limitOnceFired,
  ownTriggerOf,
  statedPriceOf,
  triggerOf,
  type TrailingTerms,
} from './order-terms.ts';
export { isSameTrail, trailDistance, type Trail, type TrailKind } from './trail.ts';
export { positionKeyText, type PositionKey, type Position } from './position.ts';
export {
  applySignedFill,
  unrealisedExact,
  evolvePosition,
  type Holding,
  type SignedFill,
  type PositionChange,
} from './position-fold.ts';
export type {
  EventHead,
  OrderChange,
  OrderChangeType,
  OrderEvent,
  Leg,
  EntryEvent,
  HoldEvent,
  ReservationEvent,
  ReservationPurpose,
  AccountStatus,
  StatusEvent,
  FloorEvent,
  EquityEvent,
  MarginEvent,
  MarginLevel,
  EquityPoint,
  ExecutionEvent,
  LimitEvent,
  LimitName,
  LoanChange,
  PositionEvent,
  StateScope,
  TradingState,
  AccountEvent,
  AnomalyType,
  AnomalyEvent,
  TradingEvent,
  TradingEventKind,
  TradingEventBody,
} from './trading-event.ts';
export { priceOf, quantityOf } from './decimals.ts';
export {
  scopesOf,
  scopeText,
  TradingStates,
  type Standing,
  type Restriction,
  type ScopedState,
  type StateQuery,
} from './trading-states.ts';
export { CanonicalForms } from './canonical-forms.ts';
export { writeCanonical, tradingEventCodec } from './trading-event-codec.ts';
export { boundReport } from './report-bounds.ts';
export {
  CLIENT_ID_LENGTH_MAX,
  cutReason,
  isClientId,
  isPlainId,
  REASON_LENGTH_MAX,
} from './text-bounds.ts';
export { flawOfRequest } from './request-flaw.ts';
export { flawOfTerms } from './terms-flaw.ts';
export { flawOfNumber, flawOfText } from './value-flaw.ts';
export type { Turn } from './turn.ts';
