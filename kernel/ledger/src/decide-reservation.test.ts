import { money, toAccountId, toCurrency, toTimestamp, unwrap, type Result } from 'argosy/core';
import { LedgerRig, anEventHead, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import type { ReservationBody } from './bodies.ts';
import {
  decideExpired,
  decidePostReserved,
  decideReserve,
  decideVoidReserved,
  type PostReservedPosting,
  type ReserveRequest,
} from './decide-reservation.ts';
import { checkInvariants } from './invariants.ts';
import { unsettledAccountOf } from './ledger-accounts.ts';
import { LedgerBook } from './ledger-book.ts';

const account = toAccountId('MAIN');
const inr = toCurrency('INR');
const dollars = money(5n, toCurrency('USD'));
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

function aRequest(changes: Partial<ReserveRequest> = {}): ReserveRequest {
  return {
    account,
    reservation: 'R',
    purpose: 'withdrawal',
    amount: rupees(400n),
    expiresAt: null,
    now: toTimestamp(100),
    scale: 2,
    ...changes,
  };
}

function fold(rig: LedgerRig, body: ReservationBody | null): void {
  if (body !== null) rig.book.apply({ ...anEventHead(), ...body });
}

/** Books with 1000 paise, of which a reservation `R` sets 400 aside. */
function reserved(changes: Partial<ReserveRequest> = {}): LedgerRig {
  const rig = new LedgerRig().transfer(1_000n);
  fold(rig, unwrap(decideReserve(rig.book, aRequest(changes))));
  return rig;
}

function decidePost(
  rig: LedgerRig,
  paise: bigint,
  entry = 'P',
): Result<PostReservedPosting | null> {
  const amount = rupees(paise);
  return decidePostReserved(rig.book, { account, reservation: 'R', entry, amount, scale: 2 });
}

function post(rig: LedgerRig, paise: bigint, entry = 'P'): LedgerRig {
  const posting = unwrap(decidePost(rig, paise, entry));
  fold(rig, posting?.reservation ?? null);
  if (posting !== null) rig.post(posting.entry);
  return rig;
}

function voided(rig = reserved()): LedgerRig {
  fold(rig, unwrap(decideVoidReserved(rig.book, { account, reservation: 'R' })));
  return rig;
}

function expired(): LedgerRig {
  const rig = reserved({ expiresAt: toTimestamp(200) });
  for (const body of decideExpired(rig.book, toTimestamp(200))) fold(rig, body);
  return rig;
}

const cashOf = ({ book }: LedgerRig): readonly bigint[] => [
  book.cash(account, inr),
  book.held(account, inr),
  book.freeCash(account, inr),
];

describe('a reservation', () => {
  test('sets cash aside', () => {
    expect(cashOf(reserved())).toEqual([1_000n, 400n, 600n]);
  });

  test('beside what orders hold', () => {
    expect(cashOf(reserved().hold(100n))).toEqual([1_000n, 500n, 500n]);
  });

  test.each([
    [999n, null],
    [1_000n, null],
    [1_001n, 'INSUFFICIENT_FREE_CASH'],
  ])('of %i from 1000 gives %s', (paise, expected) => {
    const { book } = new LedgerRig().transfer(1_000n);
    expect(codeOf(decideReserve(book, aRequest({ amount: rupees(paise) })))).toBe(expected);
  });

  test('may take what is free on margin instead', () => {
    const result = decideReserve(new LedgerRig().book, aRequest({ available: 400n }));
    expect(codeOf(result)).toBeNull();
  });

  test.each<['withdrawal' | 'charges', bigint, string | null]>([
    ['withdrawal', 100n, null],
    ['withdrawal', 101n, 'UNSETTLED_CASH'],
    ['withdrawal', 201n, 'INSUFFICIENT_FREE_CASH'],
    ['charges', 200n, null],
    ['charges', 201n, 'INSUFFICIENT_FREE_CASH'],
  ])('for %s of %i of 200, of which half has still to settle, gives %s', (purpose, paise, code) => {
    const rig = new LedgerRig().transfer(100n);
    const legs = [
      { ledgerAccount: unsettledAccountOf(account, 7), amount: rupees(100n) },
      { ledgerAccount: 'MAIN/realised', amount: rupees(-100n) },
    ];
    rig.post({ kind: 'entry', entry: 'sale', account, purpose: 'fill', order: null, legs });
    expect(codeOf(decideReserve(rig.book, aRequest({ purpose, amount: rupees(paise) })))).toBe(
      code,
    );
  });

  test.each([0n, -1n])('of %i is refused', (paise) => {
    const request = aRequest({ amount: rupees(paise), reservation: 'S' });
    expect(codeOf(decideReserve(reserved().book, request))).toBe('AMOUNT_NOT_POSITIVE');
  });

  test.each([
    [LEDGER_AMOUNT_MAX, 'INSUFFICIENT_FREE_CASH'],
    [LEDGER_AMOUNT_MAX + 1n, 'AMOUNT_OVERFLOW'],
  ])('of %i gives %s', (paise, expected) => {
    const request = aRequest({ amount: rupees(paise), reservation: 'S' });
    expect(codeOf(decideReserve(reserved().book, request))).toBe(expected);
  });

  test('that was made already does nothing', () => {
    expect(unwrap(decideReserve(reserved().book, aRequest()))).toBeNull();
  });

  test('that was made and voided is not made again', () => {
    expect(unwrap(decideReserve(voided().book, aRequest()))).toBeNull();
  });

  test.each([
    ['amount', { amount: rupees(401n) }],
    ['currency', { amount: money(400n, toCurrency('USD')) }],
    ['purpose', { purpose: 'charges' }],
    ['expiry', { expiresAt: toTimestamp(200) }],
  ] as const)('of a known id with another %s is refused', (_what, changes) => {
    const result = decideReserve(reserved().book, aRequest(changes));
    expect(codeOf(result)).toBe('RESERVATION_CONFLICT');
  });

  test('keeps the content of its id when a part is posted', () => {
    expect(unwrap(decideReserve(post(reserved(), 100n).book, aRequest()))).toBeNull();
  });

  test('may use an id that another account has used', () => {
    const request = aRequest({ account: toAccountId('OTHER'), available: 400n });
    expect(unwrap(decideReserve(reserved().book, request))?.change).toBe('reserved');
  });

  test.each([
    [99, 'RESERVATION_TOO_LATE'],
    [100, 'RESERVATION_TOO_LATE'],
    [101, null],
  ])('made at 100 that ends at %i gives %s', (expiresAt, expected) => {
    const { book } = new LedgerRig().transfer(1_000n);
    const request = aRequest({ expiresAt: toTimestamp(expiresAt) });
    expect(codeOf(decideReserve(book, request))).toBe(expected);
  });

  test('beyond the bound of open ones is refused', () => {
    const rig = new LedgerRig().transfer(20_000n);
    const made = unwrap(decideReserve(rig.book, aRequest({ amount: rupees(1n) })));
    for (let place = 0; place < 10_000; place += 1) {
      fold(rig, made === null ? null : { ...made, reservation: `R-${place}` });
    }
    expect(codeOf(decideReserve(rig.book, aRequest()))).toBe('RESERVATIONS_FULL');
  });
});

describe('posting', () => {
  test('a part books it and leaves the rest set aside', () => {
    expect(cashOf(post(reserved(), 150n))).toEqual([850n, 250n, 600n]);
  });

  test('all of it leaves nothing set aside', () => {
    expect(cashOf(post(reserved(), 400n))).toEqual([600n, 0n, 600n]);
  });

  test('a withdrawal goes to the owner', () => {
    expect(post(reserved(), 150n).balance('capital')).toBe(-850n);
  });

  test('charges goes to the charges', () => {
    expect(post(reserved({ purpose: 'charges' }), 150n).balance('charges')).toBe(150n);
  });

  test('never looks like a breach of the floor', () => {
    const rig = post(reserved({ amount: rupees(1_000n) }), 1_000n);
    expect(checkInvariants(rig.book)).toEqual([]);
  });

  test.each([
    [249n, null],
    [250n, null],
    [251n, 'POST_TOO_LARGE'],
  ])('%i where 250 are left gives %s', (paise, expected) => {
    expect(codeOf(decidePost(post(reserved(), 150n), paise, 'Q'))).toBe(expected);
  });

  test.each([0n, -1n])('%i is refused', (paise) => {
    expect(codeOf(decidePost(reserved(), paise))).toBe('AMOUNT_NOT_POSITIVE');
  });

  test('another currency is refused', () => {
    const request = { account, reservation: 'R', entry: 'P', amount: dollars, scale: 2 };
    expect(codeOf(decidePostReserved(reserved().book, request))).toBe('CURRENCY_MISMATCH');
  });

  test('of what was never reserved is refused', () => {
    expect(codeOf(decidePost(new LedgerRig(), 1n))).toBe('RESERVATION_UNKNOWN');
  });

  test('the same again does nothing', () => {
    expect(unwrap(decidePost(post(reserved(), 150n), 150n))).toBeNull();
  });

  test('the same again does nothing although all is posted', () => {
    expect(unwrap(decidePost(post(reserved(), 400n), 400n))).toBeNull();
  });

  test('another amount under the id of an entry is refused', () => {
    expect(codeOf(decidePost(post(reserved(), 150n), 151n))).toBe('ENTRY_CONFLICT');
  });

  test('under the id of a like withdrawal that was none of its own is refused', () => {
    const rig = reserved().transfer(-150n, 'P');
    expect(codeOf(decidePost(rig, 150n))).toBe('ENTRY_CONFLICT');
  });

  test('what is posted is refused', () => {
    expect(codeOf(decidePost(post(reserved(), 400n), 1n, 'Q'))).toBe('RESERVATION_POSTED');
  });

  test('what is voided is refused', () => {
    expect(codeOf(decidePost(voided(), 1n))).toBe('RESERVATION_VOIDED');
  });

  test('what has expired is refused', () => {
    expect(codeOf(decidePost(expired(), 1n))).toBe('RESERVATION_EXPIRED');
  });
});

describe('voiding', () => {
  const codeOfVoid = (rig: LedgerRig): string | null =>
    codeOf(decideVoidReserved(rig.book, { account, reservation: 'R' }));

  test('gives back what is left', () => {
    expect(cashOf(voided(post(reserved(), 150n)))).toEqual([850n, 0n, 850n]);
  });

  test('twice is refused', () => {
    expect(codeOfVoid(voided())).toBe('RESERVATION_VOIDED');
  });

  test('what is posted is refused', () => {
    expect(codeOfVoid(post(reserved(), 400n))).toBe('RESERVATION_POSTED');
  });

  test('what has expired is refused', () => {
    expect(codeOfVoid(expired())).toBe('RESERVATION_EXPIRED');
  });

  test('what was never reserved is refused', () => {
    expect(codeOfVoid(new LedgerRig())).toBe('RESERVATION_UNKNOWN');
  });
});

describe('the end of a reservation’s time', () => {
  test('gives back what is left', () => {
    expect(cashOf(expired())).toEqual([1_000n, 0n, 1_000n]);
  });

  test('is not before its instant', () => {
    const { book } = reserved({ expiresAt: toTimestamp(200) });
    expect(decideExpired(book, toTimestamp(199))).toEqual([]);
  });

  test('comes in the order of the instants', () => {
    const rig = reserved({ expiresAt: toTimestamp(300), amount: rupees(1n) });
    for (const [reservation, at] of [
      ['S', 200],
      ['T', 250],
    ] as const) {
      const request = aRequest({ reservation, expiresAt: toTimestamp(at), amount: rupees(1n) });
      fold(rig, unwrap(decideReserve(rig.book, request)));
    }
    expect(decideExpired(rig.book, toTimestamp(300)).map((body) => body.reservation)).toEqual([
      'S',
      'T',
      'R',
    ]);
  });

  test('is known to the book as the next one', () => {
    const rig = reserved({ expiresAt: toTimestamp(200) });
    expect([rig.book.nextExpiry, voided(rig).book.nextExpiry]).toEqual([
      200,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('a book with reservations', () => {
  test('goes on from its state as plain data', () => {
    const rig = reserved({ expiresAt: toTimestamp(200) });
    const book = new LedgerBook();
    book.importState(structuredClone(rig.book.exportState()));
    expect([book.hash(), book.held(account, inr), book.nextExpiry]).toEqual([
      rig.book.hash(),
      400n,
      200,
    ]);
  });

  test('has another hash than one without', () => {
    expect(reserved().book.hash()).not.toBe(new LedgerRig().transfer(1_000n).book.hash());
  });

  test('has the hash of one without when they are over', () => {
    expect(voided().book.hash()).toBe(new LedgerRig().transfer(1_000n).book.hash());
  });

  test('throws on a second end', () => {
    const rig = voided();
    expect(() =>
      fold(rig, {
        kind: 'reservation',
        account,
        reservation: 'R',
        change: 'voided',
        purpose: 'withdrawal',
        money: rupees(0n),
        expiresAt: null,
        entry: null,
      }),
    ).toThrow('is voided, not to be voided');
  });
});
