import { brand, type Brand } from './brand.ts';
import { coreError } from './errors.ts';

/** A permanent instrument id, `SBIN.NSE`. */
export type InstrumentId = Brand<string, 'InstrumentId'>;
/** An account at a broker or in our own ledger. */
export type AccountId = Brand<string, 'AccountId'>;
/** A book inside an account: a strategy's own, or manual trading's. */
export type BookId = Brand<string, 'BookId'>;
/** A strategy. */
export type StrategyId = Brand<string, 'StrategyId'>;
/** An order; see `OrderIdFactory` for how ours are made. */
export type OrderId = Brand<string, 'OrderId'>;
/** A position in a hedging book: the id of the order that opened it. */
export type PositionId = Brand<string, 'PositionId'>;
/** A trade, as its venue names it. */
export type TradeId = Brand<string, 'TradeId'>;
/** An order, as the broker names it. */
export type BrokerOrderId = Brand<string, 'BrokerOrderId'>;
/** A question to the outside. */
export type AskId = Brand<string, 'AskId'>;
/** A trading calendar. */
export type CalendarId = Brand<string, 'CalendarId'>;
/** Who makes orders in an account: four of `0-9A-Z`. */
export type OriginCode = Brand<string, 'OriginCode'>;
/** Which run or attachment made an order: four of `0-9A-Z`. */
export type SessionCode = Brand<string, 'SessionCode'>;
/** The dense index of an instrument, for arrays on hot paths. */
export type InstrumentIndex = Brand<number, 'InstrumentIndex'>;
/** A place on a shard's number line. */
export type InputNumber = Brand<number, 'InputNumber'>;
/** A place in a journal; what depends on it leaves once it is durable. */
export type JournalPosition = Brand<number, 'JournalPosition'>;

/** The longest id, in characters. */
export const ID_LENGTH_MAX = 64;
const FIRST_PRINTABLE = 0x21;
const LAST_PRINTABLE = 0x7e;
/** Printable ASCII without slashes, no two dots behind each other, none in front. */
const instrumentPattern = /^(?!\.)(?!.*\.\.)[\x21-\x2e\x30-\x5b\x5d-\x7e]+$/u;

/**
 * An instrument id from text. It names folders, files and parts of addresses: what would lead elsewhere there
 * (a slash of either kind, two dots, a dot in front) is none.
 */
export function toInstrumentId(text: string): InstrumentId {
  checkId(text, 'instrument');
  if (isInstrumentId(text)) return brand<InstrumentId>(text);
  const expected = 'no slash of either kind, no two dots and no dot in front';
  throw coreError('BAD_ID', `instrument ${JSON.stringify(text)}, expected ${expected}`, { text });
}

/** Whether a text can be the id of an instrument: files have odd names. */
export function isInstrumentId(text: string): boolean {
  return text.length <= ID_LENGTH_MAX && instrumentPattern.test(text);
}

/** An account id from text. */
export function toAccountId(text: string): AccountId {
  return brand<AccountId>(checkId(text, 'account'));
}

/** A book id from text. */
export function toBookId(text: string): BookId {
  return brand<BookId>(checkId(text, 'book'));
}

/** A strategy id from text. */
export function toStrategyId(text: string): StrategyId {
  return brand<StrategyId>(checkId(text, 'strategy'));
}

/** An order id from text; orders placed elsewhere bring ids of any shape. */
export function toOrderId(text: string): OrderId {
  return brand<OrderId>(checkId(text, 'order'));
}

/** A position id from text. */
export function toPositionId(text: string): PositionId {
  return brand<PositionId>(checkId(text, 'position'));
}

/** A trade id from text. */
export function toTradeId(text: string): TradeId {
  return brand<TradeId>(checkId(text, 'trade'));
}

/** A broker's order id from text. */
export function toBrokerOrderId(text: string): BrokerOrderId {
  return brand<BrokerOrderId>(checkId(text, 'broker order'));
}

/** The id of a question from text. */
export function toAskId(text: string): AskId {
  return brand<AskId>(checkId(text, 'ask'));
}

/** A calendar id from text. */
export function toCalendarId(text: string): CalendarId {
  return brand<CalendarId>(checkId(text, 'calendar'));
}

/** A place in a journal from its number. */
export function toJournalPosition(value: number): JournalPosition {
  if (Number.isSafeInteger(value) && value >= 0) return brand<JournalPosition>(value + 0);
  throw coreError('OUT_OF_RANGE', `journal position ${value}`, { value });
}

function checkId(text: string, what: string): string {
  const { length } = text;
  if (length === 0 || length > ID_LENGTH_MAX) {
    const expected = `1 to ${ID_LENGTH_MAX} characters`;
    throw coreError('BAD_ID', `${what} ${JSON.stringify(text)}, expected ${expected}`, { text });
  }
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= FIRST_PRINTABLE && unit <= LAST_PRINTABLE) continue;
    const expected = 'printable ASCII without spaces';
    throw coreError('BAD_ID', `${what} ${JSON.stringify(text)}, expected ${expected}`, { text });
  }
  return text;
}
