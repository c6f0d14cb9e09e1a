import {
  assert,
  assertNever,
  Hash128,
  type AccountId,
  type HashWords,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  CanonicalForms,
  type AnomalyType,
  type Effect,
  type EventHead,
  type OrderChange,
  type TradingEvent,
  type TradingEventBody,
  type TradingState,
  type Turn,
} from 'argosy/domain';

import type { TradingFold } from './trading-fold.ts';

/** Where a turn's events and effects go. */
export interface TradingOutbox {
  /** `forms` has the event's canonical form, under its index, until the next turn begins. */
  event(event: TradingEvent, forms: CanonicalForms): void;
  effect(effect: Effect): void;
}

/** Where the hash of the run stands. */
export type EventEmitterState = { readonly digest: HashWords };

/**
 * The one way out: stamps an event with its place and times, folds it in, adds it to the hash of
 * the run, and hands it on, in this order. So nothing is known that was not said. The hash is a
 * chain: the digest after a turn is over the digest before it and the turn's canonical bytes; a
 * turn that says nothing adds nothing.
 */
export class EventEmitter {
  readonly #fold: TradingFold;
  /** What was said in this turn. */
  readonly #forms = new CanonicalForms();
  /** The digest over every turn before this one. */
  #digest: HashWords = new Hash128().digestWords();
  #turn: Turn | null = null;
  #out: TradingOutbox | null = null;
  #index = 0;
  #at: Timestamp | null = null;

  constructor(fold: TradingFold) {
    this.#fold = fold;
  }

  /** Starts a turn; one that has started goes on. */
  begin(turn: Turn, out: TradingOutbox): void {
    if (turn === this.#turn) return;
    this.#digest = this.#chain();
    this.#forms.clear();
    this.#turn = turn;
    this.#out = out;
    this.#index = 0;
    this.#at = turn.now;
  }

  /** What is said from here on happened at its source at an instant of its own. */
  happenedAt(at: Timestamp): void {
    this.#at = at;
  }

  /** Takes in what a turn said before: folded and hashed as it was then, handed on to nobody. */
  recall(events: readonly TradingEvent[]): void {
    this.#digest = this.#chain();
    this.#forms.clear();
    for (const event of events) {
      this.#fold.apply(event);
      this.#forms.add(event);
    }
    this.#fold.settled();
  }

  /** The instant of the turn. */
  get now(): Timestamp {
    assert(this.#turn !== null, 'the time is asked for outside a turn');
    return this.#turn.now;
  }

  /** Says something. */
  emit(body: TradingEventBody): void {
    const turn = this.#turn;
    const at = this.#at;
    assert(turn !== null, 'an event outside a turn');
    assert(at !== null, 'an event without a time');
    const { number, now: receivedAt } = turn;
    const event = stamp({ number, index: this.#index, at, receivedAt }, body);
    this.#index += 1;
    this.#fold.apply(event);
    this.#forms.add(event);
    this.#out?.event(event, this.#forms);
  }

  /** Says what happened to an order. */
  emitOrder(order: OrderId, change: OrderChange): void {
    this.emit({ kind: 'order', order, change });
  }

  /** Says what an account may do from now on. */
  emitAccount(account: AccountId, state: TradingState, reason: string): void {
    this.emit({ kind: 'account', account, scope: { kind: 'account' }, state, reason });
  }

  /** Notes something out of the ordinary. */
  emitAnomaly(type: AnomalyType, order: OrderId | null, detail: string): void {
    this.emit({ kind: 'anomaly', type, order, detail });
  }

  /** Asks the broker for something. */
  send(effect: Effect): void {
    this.#out?.effect(effect);
  }

  /** The digest over everything said so far, as 32 hexadecimal digits. */
  digest(): string {
    return this.#chain()
      .map((word) => word.toString(16).padStart(8, '0'))
      .join('');
  }

  /** Where the hash stands, as plain data. */
  exportState(): EventEmitterState {
    return { digest: this.#chain() };
  }

  /** Goes on where another one stood. */
  importState({ digest }: EventEmitterState): void {
    this.#digest = digest;
    this.#forms.clear();
  }

  #chain(): HashWords {
    const said = this.#forms.bytes;
    if (said.length === 0) return this.#digest;
    const hash = new Hash128();
    for (const word of this.#digest) hash.updateUint32(word);
    hash.update(said);
    return hash.digestWords();
  }
}

/** One literal for each kind: copying bodies of many shapes in one place is several times slower. */
function stamp(head: EventHead, body: TradingEventBody): TradingEvent {
  switch (body.kind) {
    case 'order':
      return { ...head, ...body };
    case 'entry':
      return { ...head, ...body };
    case 'hold':
      return { ...head, ...body };
    case 'position':
      return { ...head, ...body };
    case 'account':
      return { ...head, ...body };
    case 'anomaly':
      return { ...head, ...body };
    case 'reservation':
      return { ...head, ...body };
    case 'status':
      return { ...head, ...body };
    case 'floor':
      return { ...head, ...body };
    case 'limit':
      return { ...head, ...body };
    case 'equity':
      return { ...head, ...body };
    case 'execution':
      return { ...head, ...body };
    case 'margin':
      return { ...head, ...body };
    default:
      return assertNever(body);
  }
}
