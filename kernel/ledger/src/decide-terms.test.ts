import { toAccountId, toCurrency, toQuantity, toTimestamp, unwrap, type Result } from 'argosy/core';
import type { AccountStatus } from 'argosy/domain';
import { LedgerRig, anEventHead, anInstrument, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import { decideMove } from './decide-move.ts';
import { decidePostReserved, decideReserve, decideVoidReserved } from './decide-reservation.ts';
import { decideFloor, decideStatus, type StatusRequest } from './decide-terms.ts';
import { decideTransfer } from './decide-transfer.ts';
import { LedgerBook } from './ledger-book.ts';

const account = toAccountId('MAIN');
const inr = toCurrency('INR');
const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

function aRequest(status: AccountStatus, changes: Partial<StatusRequest> = {}): StatusRequest {
  return { account, status, reason: 'test', openOrders: 0, openPositions: 0, ...changes };
}

/** Books with 1000 paise, 400 of them reserved, of an account that stands so. */
function standing(status: AccountStatus): LedgerRig {
  const rig = new LedgerRig().transfer(1_000n);
  const reserved = unwrap(decideReserve(rig.book, aReservation('R')));
  if (reserved !== null) rig.book.apply({ ...anEventHead(), ...reserved });
  rig.book.apply({ ...anEventHead(), kind: 'status', account, status, reason: 'test' });
  return rig;
}

function withFloor(paise: bigint): LedgerRig {
  const rig = new LedgerRig().transfer(1_000n);
  const decided = unwrap(decideFloor(rig.book, { account, floor: rupees(paise), reason: 'test' }));
  if (decided !== null) rig.book.apply({ ...anEventHead(), ...decided });
  return rig;
}

function aReservation(reservation: string): Parameters<typeof decideReserve>[1] {
  const [amount, now] = [rupees(400n), toTimestamp(0)];
  const purpose = 'withdrawal';
  return { account, reservation, purpose, amount, expiresAt: null, now, scale: 2 };
}

function transfer({ book }: LedgerRig, paise: bigint): string | null {
  return codeOf(decideTransfer(book, { account, entry: 'T', amount: rupees(paise), scale: 2 }));
}

function move({ book }: LedgerRig): string | null {
  const instrument = anInstrument();
  const of = { account, instrument: instrument.id, product: 'delivery', id: null } as const;
  const key = { ...of, book: 'FROM' as never };
  const nothing = rupees(0n);
  const from = { key, qty: 10, cost: 100_000n, realised: nothing, charges: nothing };
  const toKey = { ...of, book: 'TO' as never };
  const unit = { scale: 2, rounding: 'halfEven' } as const;
  const qty = toQuantity(1);
  const request = { account, entry: 'M', instrument, qty, from, to: undefined, toKey, unit };
  return codeOf(decideMove(book, request));
}

describe('money', () => {
  test.each([
    ['open', [null, null, null, null, null, null]],
    [
      'restricted',
      [null, 'ACCOUNT_RESTRICTED', 'ACCOUNT_RESTRICTED', 'ACCOUNT_RESTRICTED', null, null],
    ],
    [
      'frozen',
      [
        'ACCOUNT_FROZEN',
        'ACCOUNT_FROZEN',
        'ACCOUNT_FROZEN',
        'ACCOUNT_FROZEN',
        'ACCOUNT_FROZEN',
        null,
      ],
    ],
    [
      'closed',
      [
        'ACCOUNT_CLOSED',
        'ACCOUNT_CLOSED',
        'ACCOUNT_CLOSED',
        'ACCOUNT_CLOSED',
        'ACCOUNT_CLOSED',
        null,
      ],
    ],
  ] as const)(
    'of an account that is %s: in, out, reserved, posted, moved, voided',
    (status, codes) => {
      const rig = standing(status);
      const post = { account, reservation: 'R', entry: 'P', amount: rupees(1n), scale: 2 };
      expect([
        transfer(rig, 1n),
        transfer(rig, -1n),
        codeOf(decideReserve(rig.book, aReservation('S'))),
        codeOf(decidePostReserved(rig.book, post)),
        move(rig),
        codeOf(decideVoidReserved(rig.book, { account, reservation: 'R' })),
      ]).toEqual(codes);
    },
  );

  test('of another account moves although one is frozen', () => {
    const { book } = standing('frozen');
    const other = { account: toAccountId('OTHER'), entry: 'T', amount: rupees(1n), scale: 2 };
    expect(codeOf(decideTransfer(book, other))).toBeNull();
  });

  test('that is booked already is told so although the account is frozen', () => {
    const { book } = standing('frozen');
    const again = { account, entry: 'transfer-1000', amount: rupees(1_000n), scale: 2 };
    expect(unwrap(decideTransfer(book, again))).toBeNull();
  });
});

describe('the standing of an account', () => {
  test('is not said again', () => {
    expect(unwrap(decideStatus(standing('frozen').book, aRequest('frozen')))).toBeNull();
  });

  test.each(['restricted', 'frozen'] as const)('that is %s may be opened again', (status) => {
    expect(unwrap(decideStatus(standing(status).book, aRequest('open')))?.status).toBe('open');
  });

  test('that is closed stays so', () => {
    expect(codeOf(decideStatus(standing('closed').book, aRequest('open')))).toBe('ACCOUNT_CLOSED');
  });

  test('may become closed where there is nothing', () => {
    expect(codeOf(decideStatus(new LedgerRig().book, aRequest('closed')))).toBeNull();
  });

  test.each<readonly [string, LedgerBook, Partial<StatusRequest>, string]>([
    ['orders', new LedgerRig().book, { openOrders: 1 }, '1 open orders'],
    ['positions', new LedgerRig().book, { openPositions: 2 }, '2 open positions'],
    ['reservations', standing('open').book, {}, '1 open reservations'],
    ['cash', new LedgerRig().transfer(1n).book, {}, '1 minor units of INR'],
  ])('may not become closed with %s', (_what, book, changes, rest) => {
    const decided = decideStatus(book, aRequest('closed', changes));
    expect(decided.ok ? null : decided.refusal).toEqual({
      code: 'ACCOUNT_NOT_EMPTY',
      reason: `MAIN has ${rest}`,
    });
  });
});

describe('an account with a loan', () => {
  /** What is owed was spent: there is no cash left. */
  const owing = (paise: bigint): LedgerRig => {
    const rig = new LedgerRig();
    for (const amount of [5n, paise - 5n].filter((one) => one !== 0n)) {
      const legs = [
        { ledgerAccount: 'MAIN/loan/L1', amount: rupees(-amount) },
        { ledgerAccount: 'MAIN/interest', amount: rupees(amount) },
      ];
      rig.post({ kind: 'entry', entry: `E${amount}`, account, purpose: 'loan', order: null, legs });
    }
    return rig;
  };

  test.each([1n, 5n, -1n])('of %i is not closed', (paise) => {
    const decided = decideStatus(owing(paise).book, aRequest('closed'));
    expect(decided.ok ? null : decided.refusal.reason).toBe(
      `MAIN has ${-paise} minor units of INR in MAIN/loan/L1`,
    );
  });

  test('that is paid back may be closed', () => {
    expect(codeOf(decideStatus(owing(0n).book, aRequest('closed')))).toBeNull();
  });
});

describe('a floor', () => {
  test('as high as the books can hold is none too high', () => {
    const request = { account, floor: rupees(LEDGER_AMOUNT_MAX), reason: 'test' };
    expect(codeOf(decideFloor(new LedgerRig().book, request))).toBeNull();
  });

  test.each([
    [600n, -400n, null],
    [600n, -401n, 'INSUFFICIENT_FREE_CASH'],
    [-200n, -1_200n, null],
    [-200n, -1_201n, 'INSUFFICIENT_FREE_CASH'],
  ])('of %i under 1000: %i gives %s', (floor, paise, expected) => {
    expect(transfer(withFloor(floor), paise)).toBe(expected);
  });

  test('is not said again', () => {
    const request = { account, floor: rupees(5n), reason: 'other' };
    expect(unwrap(decideFloor(withFloor(5n).book, request))).toBeNull();
  });

  test('may be above what is there: nothing more goes out', () => {
    expect(withFloor(1_001n).book.freeCash(account, inr)).toBe(-1n);
  });

  test('beyond what the books can hold is refused', () => {
    const request = { account, floor: rupees(-LEDGER_AMOUNT_MAX - 1n), reason: 'test' };
    expect(codeOf(decideFloor(new LedgerRig().book, request))).toBe('AMOUNT_OVERFLOW');
  });

  test('of a closed account is refused', () => {
    const request = { account, floor: rupees(1n), reason: 'test' };
    expect(codeOf(decideFloor(standing('closed').book, request))).toBe('ACCOUNT_CLOSED');
  });

  test('of nothing is as if there had been none', () => {
    const rig = withFloor(5n);
    const lifted = unwrap(decideFloor(rig.book, { account, floor: rupees(0n), reason: '' }));
    if (lifted !== null) rig.book.apply({ ...anEventHead(), ...lifted });
    expect(rig.book.hash()).toBe(new LedgerRig().transfer(1_000n).book.hash());
  });
});

describe('a book with terms', () => {
  const [other, third] = [toAccountId('ANNE'), toAccountId('ZOE')];
  const status = (of: typeof account) =>
    ({ kind: 'status', account: of, status: 'frozen', reason: '' }) as const;
  const floorOf = (of: typeof account, currency: string) =>
    ({
      kind: 'floor',
      account: of,
      floor: { ...rupees(5n), currency: toCurrency(currency) },
      reason: '',
    }) as const;
  const events = [
    ...[account, third, other].map(status),
    floorOf(account, 'USD'),
    floorOf(third, 'INR'),
    floorOf(account, 'BTC'),
    floorOf(other, 'INR'),
    floorOf(account, 'INR'),
  ];
  const bookOf = (of: typeof events): LedgerBook => {
    const book = new LedgerBook();
    for (const event of of) book.apply({ ...anEventHead(), ...event });
    return book;
  };

  test('has the same digest whatever order they came in', () => {
    const digest = bookOf(events).hash();
    expect(bookOf(events.toReversed()).hash()).toBe(digest);
    expect(bookOf([...events.slice(4), ...events.slice(0, 4)]).hash()).toBe(digest);
  });

  test('forgets those of before when it goes on from a state', () => {
    const book = bookOf(events);
    book.importState(bookOf([status(third), floorOf(third, 'INR')]).exportState());
    expect(book.hash()).toBe(bookOf([status(third), floorOf(third, 'INR')]).hash());
  });

  test('goes on from its state as plain data', () => {
    const rig = standing('frozen');
    for (const [currency, amount] of [
      ['USD', 1n],
      ['INR', 2n],
    ] as const) {
      const floor = { ...rupees(amount), currency: toCurrency(currency) };
      rig.book.apply({ ...anEventHead(), kind: 'floor', account, floor, reason: '' });
    }
    const book = new LedgerBook();
    book.importState(structuredClone(rig.book.exportState()));
    expect([book.hash(), book.statusOf(account), book.floor(account, inr)]).toEqual([
      rig.book.hash(),
      'frozen',
      2n,
    ]);
  });
});
