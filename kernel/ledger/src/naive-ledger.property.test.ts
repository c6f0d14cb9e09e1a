import { toAccountId, toCurrency, toTimestamp } from 'argosy/core';
import { anEventHead, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { EntryBody, FloorBody, ReservationBody } from './bodies.ts';
import {
  decideExpired,
  decidePostReserved,
  decideReserve,
  decideVoidReserved,
} from './decide-reservation.ts';
import { decideFloor } from './decide-terms.ts';
import { decideTransfer } from './decide-transfer.ts';
import { checkInvariants } from './invariants.ts';
import { LedgerBook } from './ledger-book.ts';

const account = toAccountId('MAIN');
const inr = toCurrency('INR');

/** A step that somebody asks for; ids and amounts are few, so that they meet. */
type Step =
  | { readonly type: 'transfer'; readonly id: string; readonly paise: number }
  | { readonly type: 'reserve'; readonly id: string; readonly paise: number; readonly days: number }
  | {
      readonly type: 'post';
      readonly id: string;
      readonly entry: string;
      readonly paise: number;
    }
  | { readonly type: 'void'; readonly id: string }
  | { readonly type: 'floor'; readonly paise: number }
  | { readonly type: 'wait'; readonly days: number };

/** The same books as a child would keep them: plain numbers in lists, nothing summed up before. */
class NaiveLedger {
  readonly #entries = new Map<string, { readonly paise: number; readonly of: string | null }>();
  readonly #reservations = new Map<
    string,
    { readonly body: string; left: number; phase: string; readonly ends: number }
  >();
  cash = 0;
  #floor = 0;
  now = 0;

  get held(): number {
    let sum = 0;
    for (const { left } of this.#reservations.values()) sum += left;
    return sum;
  }

  take(step: Step): string {
    switch (step.type) {
      case 'transfer':
        return this.#transfer(step.id, step.paise);
      case 'reserve':
        return this.#reserve(step);
      case 'post':
        return this.#post(step);
      case 'void':
        return this.#end(step.id, 'VOIDED');
      case 'floor':
        return this.#setFloor(step.paise);
      case 'wait':
        return this.#wait(step.days);
    }
  }

  #transfer(id: string, paise: number): string {
    if (paise === 0) return 'TRANSFER_OF_NOTHING';
    const known = this.#entries.get(id);
    if (known !== undefined) return known.paise === paise ? 'again' : 'ENTRY_CONFLICT';
    if (paise < 0 && -paise > this.cash - this.held - this.#floor) return 'INSUFFICIENT_FREE_CASH';
    this.#entries.set(id, { paise, of: null });
    this.cash += paise;
    return 'done';
  }

  #reserve({ id, paise, days }: Extract<Step, { readonly type: 'reserve' }>): string {
    const ends = days === 0 ? Number.POSITIVE_INFINITY : days;
    const body = `${paise} until ${ends}`;
    const known = this.#reservations.get(id);
    if (known !== undefined) return known.body === body ? 'again' : 'RESERVATION_CONFLICT';
    if (paise <= 0) return 'AMOUNT_NOT_POSITIVE';
    if (ends <= this.now) return 'RESERVATION_TOO_LATE';
    if (paise > this.cash - this.held - this.#floor) return 'INSUFFICIENT_FREE_CASH';
    this.#reservations.set(id, { body, left: paise, phase: 'OPEN', ends });
    return 'done';
  }

  #post({ id, entry, paise }: Extract<Step, { readonly type: 'post' }>): string {
    const reservation = this.#reservations.get(id);
    if (reservation === undefined) return 'RESERVATION_UNKNOWN';
    const known = this.#entries.get(entry);
    if (known !== undefined) {
      return known.paise === -paise && known.of === id ? 'again' : 'ENTRY_CONFLICT';
    }
    if (reservation.phase !== 'OPEN') return `RESERVATION_${reservation.phase}`;
    if (paise <= 0) return 'AMOUNT_NOT_POSITIVE';
    if (paise > reservation.left) return 'POST_TOO_LARGE';
    this.#entries.set(entry, { paise: -paise, of: id });
    reservation.left -= paise;
    this.cash -= paise;
    if (reservation.left === 0) reservation.phase = 'POSTED';
    return 'done';
  }

  #end(id: string, phase: string): string {
    const reservation = this.#reservations.get(id);
    if (reservation === undefined) return 'RESERVATION_UNKNOWN';
    if (reservation.phase !== 'OPEN') return `RESERVATION_${reservation.phase}`;
    Object.assign(reservation, { left: 0, phase });
    return 'done';
  }

  #setFloor(paise: number): string {
    if (paise === this.#floor) return 'again';
    this.#floor = paise;
    return 'done';
  }

  #wait(days: number): string {
    this.now += days;
    for (const [id, { phase, ends }] of this.#reservations) {
      if (phase === 'OPEN' && ends <= this.now) this.#end(id, 'EXPIRED');
    }
    return 'done';
  }
}

/** The real books, driven by the same steps. */
class RealLedger {
  book = new LedgerBook();
  #now = 0;

  take(step: Step): string {
    switch (step.type) {
      case 'transfer': {
        const amount = rupees(BigInt(step.paise));
        return this.#fold(
          decideTransfer(this.book, { account, entry: step.id, amount, scale: 2 }),
          (entry) => [entry],
        );
      }
      case 'reserve': {
        const request = {
          account,
          reservation: step.id,
          purpose: 'withdrawal',
          amount: rupees(BigInt(step.paise)),
          expiresAt: step.days === 0 ? null : toTimestamp(step.days),
          now: toTimestamp(this.#now),
          scale: 2,
        } as const;
        return this.#fold(decideReserve(this.book, request), (body) => [body]);
      }
      case 'post': {
        const { id: reservation, entry } = step;
        const amount = rupees(BigInt(step.paise));
        return this.#fold(
          decidePostReserved(this.book, { account, reservation, entry, amount, scale: 2 }),
          (posting) => [posting.reservation, posting.entry],
        );
      }
      case 'void':
        return this.#fold(
          decideVoidReserved(this.book, { account, reservation: step.id }),
          (body) => [body],
        );
      case 'floor': {
        const floor = rupees(BigInt(step.paise));
        return this.#fold(decideFloor(this.book, { account, floor, reason: 'test' }), (body) => [
          body,
        ]);
      }
      case 'wait': {
        this.#now += step.days;
        for (const body of decideExpired(this.book, toTimestamp(this.#now))) this.#apply(body);
        return 'done';
      }
    }
  }

  /** Goes on with a book that knows nothing but what the old one exports. */
  restart(): void {
    const state = structuredClone(this.book.exportState());
    this.book = new LedgerBook();
    this.book.importState(state);
  }

  #fold<Value>(
    decided:
      | { readonly ok: true; readonly value: Value | null }
      | { readonly ok: false; readonly refusal: { readonly code: string } },
    bodies: (value: Value) => readonly (EntryBody | FloorBody | ReservationBody)[],
  ): string {
    if (!decided.ok) return decided.refusal.code;
    if (decided.value === null) return 'again';
    for (const body of bodies(decided.value)) this.#apply(body);
    return 'done';
  }

  #apply(body: EntryBody | FloorBody | ReservationBody): void {
    this.book.apply({ ...anEventHead(), ...body });
  }
}

const ids = fc.constantFrom('A', 'B', 'C', 'D');
const entryIds = fc.nat({ max: 15 }).map((place) => `E-${place}`);
const paise = fc.constantFrom(-1, 0, 2, 3, 5, 12);
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('transfer'),
    id: entryIds,
    paise: fc.constantFrom(-9, -3, 0, 20, 50),
  }),
  fc.record({ type: fc.constant('reserve'), id: ids, paise, days: fc.nat({ max: 6 }) }),
  fc.record({ type: fc.constant('post'), id: ids, entry: entryIds, paise }),
  fc.record({ type: fc.constant('floor'), paise: fc.constantFrom(-20, 0, 15) }),
  fc.record({ type: fc.constant('void'), id: ids }),
  fc.record({ type: fc.constant('wait'), days: fc.nat({ max: 2 }) }),
);

/** Everything there is to be answered: the steps must be such that each answer occurs. */
const answers = [
  'AMOUNT_NOT_POSITIVE',
  'ENTRY_CONFLICT',
  'INSUFFICIENT_FREE_CASH',
  'POST_TOO_LARGE',
  'RESERVATION_CONFLICT',
  'RESERVATION_EXPIRED',
  'RESERVATION_POSTED',
  'RESERVATION_TOO_LATE',
  'RESERVATION_UNKNOWN',
  'RESERVATION_VOIDED',
  'TRANSFER_OF_NOTHING',
  'again',
  'done',
];

describe('the books', () => {
  test('answer, hold and have what naive books do, whatever is asked', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60, size: 'max' }), (asked) => {
        const [naive, real] = [new NaiveLedger(), new RealLedger()];
        for (const [place, step] of asked.entries()) {
          if (place % 7 === 6) real.restart();
          const before = real.book.hash();
          const answer = naive.take(step);
          seen.add(answer);
          expect(real.take(step)).toBe(answer);
          if (answer !== 'done') expect(real.book.hash()).toBe(before);
          const { book } = real;
          expect([book.cash(account, inr), book.held(account, inr)]).toEqual([
            BigInt(naive.cash),
            BigInt(naive.held),
          ]);
        }
        expect(checkInvariants(real.book)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(answers);
  });
});
