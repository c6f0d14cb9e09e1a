import { brand } from './brand.ts';
import { coreError } from './errors.ts';
import type { OrderId, OriginCode, SessionCode } from './ids.ts';
import { coreRefusal, ok, type Result } from './result.ts';

/** The last counter an order id has room for. */
export const ORDER_COUNTER_MAX: number = 36 ** 6 - 1;
/** The last number of a child order that an id has room for. */
export const ORDER_CHILD_MAX: number = 36 ** 4 - 1;

/** Whose next ids to make. */
export type OrderIdFactoryOptions = {
  readonly session: SessionCode;
  readonly origin: OriginCode;
  /** The last counter that was used; -1 where none was. */
  readonly lastCounter: number;
};

/**
 * What is behind session and origin in an order id: its number with its sender, and its child's.
 *
 * @example
 * orderNumberOf(toOrderId('0000EMAX00000A')); // '00000A'
 */
export function orderNumberOf(id: OrderId): string {
  return id.slice(2 * CODE_LENGTH);
}

/** What an order id says. */
export type ParsedOrderId = {
  readonly session: SessionCode;
  readonly origin: OriginCode;
  readonly counter: number;
  /** The number of the child order; null for an order of its own. */
  readonly child: number | null;
};

const RADIX = 36;
const PAIRS = RADIX ** 2;
const CODE_LENGTH = 4;
const COUNTER_END = 14;
const codePattern = /^[0-9A-Z]{4}$/;
const orderIdPattern = /^[0-9A-Z]{14}(?:0|[1-9A-Z][0-9A-Z]{0,3})?$/;
const pairs: readonly string[] = Array.from({ length: PAIRS }, (_, value) => toBase36(value, 2));

/** The session of every backtest, so that runs compare. */
export const BACKTEST_SESSION: SessionCode = toSessionCode('0000');
/** The origin of orders that the trading machine itself makes. */
export const TRADING_ORIGIN: OriginCode = toOriginCode('0000');

/**
 * Makes order ids that every broker has room for: session, origin and counter in base 36, without a
 * clock and without chance.
 *
 * @example
 * const origin = toOriginCode('EMAX');
 * const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter: -1 });
 * ids.next(); // '0000EMAX000000'
 */
export class OrderIdFactory {
  readonly #prefix: string;
  #lastCounter: number;
  /** The id but for its last two digits. */
  #head = '';

  constructor({ session, origin, lastCounter }: OrderIdFactoryOptions) {
    if (!Number.isInteger(lastCounter) || lastCounter < -1 || lastCounter > ORDER_COUNTER_MAX) {
      throw coreError('OUT_OF_RANGE', `order counter ${lastCounter}`, { lastCounter });
    }
    this.#prefix = `${session}${origin}`;
    this.#lastCounter = lastCounter;
    this.#setHead(lastCounter);
  }

  /** The last counter used; -1 where none was. */
  get lastCounter(): number {
    return this.#lastCounter;
  }

  /** The next id. */
  next(): OrderId {
    const counter = this.#lastCounter + 1;
    if (counter > ORDER_COUNTER_MAX) {
      throw coreError('CAPACITY_EXCEEDED', `${counter} order ids of ${this.#prefix}`);
    }
    const low = counter % PAIRS;
    if (low === 0) this.#setHead(counter);
    this.#lastCounter = counter;
    return brand<OrderId>(this.#head + (pairs[low] ?? ''));
  }

  /** Goes on behind an id that was used before, where it is one of its own. */
  pass(id: OrderId): void {
    if (!id.startsWith(this.#prefix)) return;
    const counter = Number.parseInt(id.slice(2 * CODE_LENGTH, COUNTER_END), RADIX);
    if (counter <= this.#lastCounter) return;
    this.#lastCounter = counter;
    this.#setHead(counter);
  }

  #setHead(counter: number): void {
    this.#head = this.#prefix + toBase36(Math.max(0, Math.floor(counter / PAIRS)), 4);
  }
}

/** The id of an order's child, numbered by its parent. */
export function childOrderId(parent: OrderId, child: number): OrderId {
  const parsed = parseOrderId(parent);
  if (!parsed.ok) throw coreError('BAD_ID', parsed.refusal.reason);
  if (parsed.value.child !== null) throw coreError('BAD_ID', `${parent} is itself a child order`);
  if (!Number.isInteger(child) || child < 0 || child > ORDER_CHILD_MAX) {
    throw coreError('OUT_OF_RANGE', `child ${child} of order ${parent}`, { child });
  }
  return brand<OrderId>(parent + toBase36(child, 1));
}

/** Takes one of our own order ids apart. */
export function parseOrderId(text: string): Result<ParsedOrderId> {
  if (!orderIdPattern.test(text)) {
    return coreRefusal('BAD_ID', `order ${JSON.stringify(text)}, expected 14 to 18 of 0-9A-Z`);
  }
  const child = text.slice(COUNTER_END);
  return ok({
    session: brand<SessionCode>(text.slice(0, CODE_LENGTH)),
    origin: brand<OriginCode>(text.slice(CODE_LENGTH, 2 * CODE_LENGTH)),
    counter: Number.parseInt(text.slice(2 * CODE_LENGTH, COUNTER_END), RADIX),
    child: child === '' ? null : Number.parseInt(child, RADIX),
  });
}

/** A session code from text. */
export function toSessionCode(text: string): SessionCode {
  return brand<SessionCode>(checkCode(text, 'session'));
}

/** An origin code from text. */
export function toOriginCode(text: string): OriginCode {
  return brand<OriginCode>(checkCode(text, 'origin'));
}

function checkCode(text: string, what: string): string {
  if (codePattern.test(text)) return text;
  throw coreError('BAD_ID', `${what} ${JSON.stringify(text)}, expected four of 0-9A-Z`, { text });
}

function toBase36(value: number, width: number): string {
  return value.toString(RADIX).toUpperCase().padStart(width, '0');
}
