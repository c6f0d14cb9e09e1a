import type { AccountId, InstrumentId, OrderId } from 'argosy/core';
import type { Instrument, OrderRequest, TradingEvent } from 'argosy/domain';
import type { EngineFrame } from 'argosy/shard';

import type { HostPlan } from './messages.ts';

type InputFrame = Extract<EngineFrame, { readonly type: 'input' }>;

/** What says nothing but prices; all else is for everybody, and steps of single orders make no sense in parts. */
const priceKinds: ReadonlySet<InputFrame['input']['kind']> = new Set([
  'quote',
  'trade',
  'book',
  'mark',
  'index',
]);

/** Where in the id of an order the code of its strategy stands: behind that of the session. */
const CODE_PLACE = [4, 8] as const;

/** What a host's strategies act on. */
export type SightSeat = Pick<HostPlan['strategies'][number]['seat'], 'account' | 'code'>;

/**
 * Of which instruments a host needs prices: of all, until it has said what its strategies listen to; then of that, of
 * what its accounts trade or hold, of what these are derived from, and of pairs of currencies and coins, which value them.
 */
export class HostSight {
  readonly #listed: Map<InstrumentId, Instrument>;
  readonly #accounts: Set<AccountId>;
  /** Those of its strategies, as the ids of their orders have them. */
  readonly #codes: Set<string>;
  readonly #needed = new Set<InstrumentId>();
  #isBounded = false;

  constructor({ instruments, strategies }: Pick<HostPlan, 'instruments' | 'strategies'>) {
    this.#listed = new Map(instruments.map((one) => [one.id, one]));
    this.#accounts = new Set(strategies.map(({ seat }) => seat.account));
    this.#codes = new Set(strategies.map(({ seat }) => seat.code));
    for (const { id, kind } of instruments) {
      if (kind === 'currencyPair' || kind === 'cryptoSpot') this.#needed.add(id);
    }
  }

  /** Knows what is listed from now on. */
  list(more: readonly Instrument[]): void {
    for (const one of more) this.#listed.set(one.id, one);
  }

  /** From now on only this, and what was named or traded before. */
  want(instruments: readonly InstrumentId[]): void {
    for (const instrument of instruments) this.#need(instrument);
    this.#isBounded = true;
  }

  /**
   * One more strategy comes: until it has said what it listens to, prices of everything are needed. Gives
   * back of what the host has been left without.
   */
  join({ account, code }: SightSeat): readonly InstrumentId[] {
    this.#accounts.add(account);
    this.#codes.add(code);
    if (!this.#isBounded) return none;
    this.#isBounded = false;
    return [...this.#listed.keys()].filter((id) => !this.#needed.has(id));
  }

  /**
   * Notes what its accounts trade or come to hold; gives back of what it has been left without a price until now, and
   * needs one from here on.
   */
  note(event: TradingEvent): readonly InstrumentId[] {
    const traded = tradedBy(event);
    if (traded === null || !this.#accounts.has(traded.account)) return none;
    return this.#need(traded.instrument);
  }

  /** Whether an event is of an order, of money or of a position that none of its strategies has. */
  isOthers(event: TradingEvent): boolean {
    if (event.kind === 'order') return !this.#codes.has(codeOf(event.order));
    if (event.kind === 'position') return !this.#accounts.has(event.key.account);
    const isMoney = event.kind === 'hold' || event.kind === 'entry';
    return isMoney && !this.#accounts.has(event.account);
  }

  /** Whether an input is nothing but a price that the host has no use for. */
  leavesOut({ input }: InputFrame): boolean {
    if (!this.#isBounded || !priceKinds.has(input.kind) || !('instrument' in input)) return false;
    return !this.#needed.has(input.instrument);
  }

  #need(instrument: InstrumentId): readonly InstrumentId[] {
    if (this.#needed.has(instrument)) return none;
    const listed = this.#listed.get(instrument);
    const all =
      listed !== undefined && 'underlying' in listed
        ? [listed.underlying, instrument]
        : [instrument];
    const missed = this.#isBounded ? all.filter((one) => !this.#needed.has(one)) : none;
    for (const one of all) this.#needed.add(one);
    return missed;
  }
}

const none: readonly InstrumentId[] = [];

function codeOf(order: OrderId): string {
  return order.slice(...CODE_PLACE);
}

/** Whose account an event trades what in; null where it is about something else. */
function tradedBy(event: TradingEvent): Pick<OrderRequest, 'account' | 'instrument'> | null {
  if (event.kind === 'position') return event.key;
  if (event.kind === 'order' && event.change.type === 'initialized') return event.change.request;
  if (event.kind === 'execution' && event.change.type === 'began') return event.change.request;
  return null;
}
