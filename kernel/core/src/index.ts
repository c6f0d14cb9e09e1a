export {
  CircuitBreaker,
  type BreakerCounts,
  type BreakerOptions,
  type BreakerState,
  type BreakerTicket,
} from './circuit-breaker.ts';
export { compareText } from './compare-text.ts';
export {
  isCurrency,
  toCurrency,
  toMicros,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
  type Currency,
  type Micros,
  type Minor,
  type Money,
  type Price,
  type Quantity,
  type Timestamp,
} from './amounts.ts';
export {
  absBigint,
  checkedAdd,
  checkedMultiply,
  checkedSubtract,
  divideRounded,
  maxBigint,
  minBigint,
  POWER_OF_TEN_MAX,
  powerOfTen,
  rescale,
  type Rounding,
} from './arithmetic.ts';
export { assert, assertNever, InvariantError } from './assert.ts';
export { BinaryReader } from './binary-reader.ts';
export { BinaryWriter, WRITER_BYTES_MAX } from './binary-writer.ts';
export { ByteShelf } from './byte-shelf.ts';
export { ChurnMap } from './churn-map.ts';
export { brand, type Brand, type Unbranded } from './brand.ts';
export { SEARCH_DAYS_MAX, SessionClock, type SessionInterval } from './calendar.ts';
export {
  alwaysOpen,
  knownCalendars,
  nseClosingAuction,
  nseEquity,
  withHolidays,
} from './calendars.ts';
export type { CivilDate } from './civil.ts';
export { decodeVersioned, encodeVersioned, type Codec } from './codec.ts';
export {
  DECIMAL_LENGTH_MAX,
  formatScaled,
  formatScaledBigint,
  parseScaled,
  parseScaledBigint,
  parseScaledBytes,
  PRECISION_MAX,
} from './decimal.ts';
export {
  ArgosyError,
  coreErrors,
  type CoreErrorCode,
  type ErrorDetails,
  type ErrorEntry,
} from './errors.ts';
export { Hash128, type HashWords } from './hash.ts';
export { BinaryHeap } from './heap.ts';
export {
  ID_LENGTH_MAX,
  isInstrumentId,
  toAccountId,
  toAskId,
  toBookId,
  toBrokerOrderId,
  toCalendarId,
  toInstrumentId,
  toJournalPosition,
  toOrderId,
  toPositionId,
  toStrategyId,
  toTradeId,
  type AccountId,
  type AskId,
  type BookId,
  type BrokerOrderId,
  type CalendarId,
  type InputNumber,
  type InstrumentId,
  type InstrumentIndex,
  type JournalPosition,
  type OrderId,
  type OriginCode,
  type PositionId,
  type SessionCode,
  type StrategyId,
  type TradeId,
} from './ids.ts';
export {
  addMoney,
  formatMoney,
  isZeroMoney,
  LEDGER_SCALE_DEFAULT,
  LEDGER_SCALE_MAX,
  ledgerScaleOf,
  ledgerScales,
  money,
  negateMoney,
  parseMoney,
  subtractMoney,
  type LedgerScales,
} from './money.ts';
export {
  BACKTEST_SESSION,
  childOrderId,
  ORDER_CHILD_MAX,
  ORDER_COUNTER_MAX,
  OrderIdFactory,
  orderNumberOf,
  parseOrderId,
  toOriginCode,
  toSessionCode,
  TRADING_ORIGIN,
  type OrderIdFactoryOptions,
  type ParsedOrderId,
} from './order-id.ts';
export { PLAIN_DEPTH_MAX, readPlain, writePlain } from './plain-value.ts';
export { atan, cos, ln1p, log10, log2, sin, tanh } from './portable-angles.ts';
export { exp, ln } from './portable-math.ts';
export { Random, type RandomState, type RandomWords } from './random.ts';
export {
  RECONNECT_DEFAULTS,
  Reconnection,
  type Connection,
  type ConnectionState,
  type ReconnectOptions,
  type ReconnectStep,
} from './reconnection.ts';
export { ok, refuse, unwrap, type Refusal, type Result } from './result.ts';
export { Ring } from './ring.ts';
export type {
  DatedSession,
  SessionPhase,
  SessionWindow,
  TradingCalendar,
} from './session-table.ts';
export {
  dayNumber,
  days,
  formatDay,
  formatTimestamp,
  fromCivil,
  hours,
  later,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  minutes,
  parseDay,
  seconds,
  toCivil,
  weekdayOf,
  type Civil,
  type Weekday,
} from './time.ts';
export { parseTimestamp, type ParseTimestampOptions, type PreciseTime } from './timestamp-text.ts';
