import { toBookId, toPositionId, toQuantity, unwrap } from 'argosy/core';
import type { Instrument, Position } from 'argosy/domain';
import {
  LedgerRig,
  aFuture,
  anEventHead,
  anInstrument,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { decideMove, type MoveRequest } from './decide-move.ts';

const { account, product } = anOrderRequest();
const share = anInstrument();
const keyOf = (book: string, { id }: Instrument) => {
  return { account, book: toBookId(book), instrument: id, product, id: null };
};

function held(book: string, qty: number, cost: bigint, instrument: Instrument = share): Position {
  const key = keyOf(book, instrument);
  return { key, qty, cost, realised: rupees(9n), charges: rupees(7n) };
}

/** Of ten at a hundred rupees each, unless told. */
function requestOf(qty: number, changes: Partial<MoveRequest> = {}): MoveRequest {
  const instrument = changes.instrument ?? share;
  return {
    account,
    entry: 'M',
    instrument,
    qty: toQuantity(qty),
    from: held('ONE', 10, 1_000_00n, instrument),
    to: undefined,
    toKey: keyOf('TWO', instrument),
    unit: { scale: 2, rounding: 'halfEven' },
    ...changes,
  };
}

function movedBy(of: MoveRequest, rig = new LedgerRig()): readonly string[] {
  const posting = unwrap(decideMove(rig.book, of));
  if (posting === null) return ['nothing'];
  return [
    ...posting.entry.legs
      .slice(1)
      .map(({ ledgerAccount, amount }) => `${ledgerAccount} ${amount.amount}`),
    ...posting.positions.map(
      ({ key, qty, cost, realised, charges }) =>
        `${key.book} ${qty} for ${cost}, realised ${realised.amount}, charged ${charges.amount}`,
    ),
  ];
}

const refusalOf = (of: MoveRequest, rig = new LedgerRig()): string | null => {
  const decided = decideMove(rig.book, of);
  return decided.ok ? null : `${decided.refusal.code} ${decided.refusal.reason}`;
};

/** An instrument whose cost is finer than the books: a thousandth of a paisa. */
const fine = anInstrument({ pricePrecision: 5 });
const future = aFuture();

describe('a move', () => {
  test.each<[string, MoveRequest, readonly string[]]>([
    [
      'takes its share of the cost along',
      requestOf(4),
      [
        'MAIN/inventory 40000',
        'MAIN/inventory -40000',
        'ONE 6 for 60000, realised 9, charged 7',
        'TWO 4 for 40000, realised 0, charged 0',
      ],
    ],
    [
      'may be all of it',
      requestOf(10),
      [
        'MAIN/inventory 100000',
        'MAIN/inventory -100000',
        'ONE 0 for 0, realised 9, charged 7',
        'TWO 10 for 100000, realised 0, charged 0',
      ],
    ],
    [
      'may be of what is short',
      requestOf(4, { from: held('ONE', -10, -1_000_00n), to: held('TWO', -1, -90_00n) }),
      [
        'MAIN/inventory -40000',
        'MAIN/inventory 40000',
        'ONE -6 for -60000, realised 9, charged 7',
        'TWO -5 for -49000, realised 9, charged 7',
      ],
    ],
    [
      'is added to what is there, and to none that was there once',
      requestOf(4, { to: held('TWO', 1, 90_00n) }),
      [
        'MAIN/inventory 40000',
        'MAIN/inventory -40000',
        'ONE 6 for 60000, realised 9, charged 7',
        'TWO 5 for 49000, realised 9, charged 7',
      ],
    ],
    [
      // 0.5 paisa goes out, to 0.5 there: the books say 0 and 1 before, 0 and 1 after.
      'realises what rounding two costs apart leaves over',
      requestOf(1, {
        instrument: fine,
        from: held('ONE', 2, 3_000n, fine),
        to: held('TWO', 1, 1_400n, fine),
      }),
      [
        'MAIN/inventory 2',
        'MAIN/inventory -1',
        'MAIN/realised -1',
        'ONE 1 for 1500, realised 9, charged 7',
        'TWO 2 for 2900, realised 10, charged 7',
      ],
    ],
    [
      'of a future moves no inventory',
      requestOf(4, { instrument: future }),
      [
        'MAIN/inventory 0',
        'MAIN/inventory 0',
        'ONE 6 for 60000, realised 9, charged 7',
        'TWO 4 for 40000, realised 0, charged 0',
      ],
    ],
  ])('%s', (_, of, expected) => {
    expect(movedBy(of)).toEqual(expected);
  });

  test('to where nothing was ever held begins there, with what rounding leaves over', () => {
    const from = held('ONE', 2, 3_000n, fine);
    expect(movedBy(requestOf(1, { instrument: fine, from }))).toEqual([
      'MAIN/inventory 2',
      'MAIN/inventory -1',
      'MAIN/realised -1',
      'ONE 1 for 1500, realised 9, charged 7',
      'TWO 1 for 1500, realised 1, charged 0',
    ]);
  });

  test.each<[string, MoveRequest, string | null]>([
    ['of nothing', requestOf(0), 'MOVE_TOO_LARGE 0, holds 10'],
    ['of one', requestOf(1), null],
    ['of more than is held', requestOf(11), 'MOVE_TOO_LARGE 11, holds 10'],
    [
      'of more than is held short',
      requestOf(11, { from: held('ONE', -10, -1n) }),
      'MOVE_TOO_LARGE 11, holds 10',
    ],
    [
      'onto the other side',
      requestOf(4, { to: held('TWO', -3, -1n) }),
      'MOVE_CROSSES 4 of 10 meet -3',
    ],
    [
      'onto the other side, short',
      requestOf(4, { from: held('ONE', -10, -1n), to: held('TWO', 1, 1n) }),
      'MOVE_CROSSES 4 of -10 meet 1',
    ],
    ['onto what is flat', requestOf(4, { to: held('TWO', 0, 0n) }), null],
    [
      'of what is short onto what is flat',
      requestOf(4, { from: held('ONE', -10, -1n), to: held('TWO', 0, 0n) }),
      null,
    ],
  ])('%s is refused, or not', (_, of, expected) => {
    expect(refusalOf(of)).toBe(expected);
  });

  test('is booked once, and its id is of nothing else', () => {
    const rig = new LedgerRig();
    const posting = unwrap(decideMove(rig.book, requestOf(4)));
    expect(posting?.entry).toMatchObject({ entry: 'M', account, purpose: 'move', order: null });
    if (posting !== null) rig.post(posting.entry);
    expect(movedBy(requestOf(4), rig)).toEqual(['nothing']);
    expect(refusalOf(requestOf(5), rig)).toBe('ENTRY_CONFLICT M');
    expect(refusalOf(requestOf(4, { toKey: keyOf('THREE', share) }), rig)).toBe('ENTRY_CONFLICT M');
  });

  test('is the same once nothing is left of what was moved', () => {
    const rig = new LedgerRig();
    const posting = unwrap(decideMove(rig.book, requestOf(10)));
    if (posting !== null) rig.post(posting.entry);
    expect(movedBy(requestOf(10, { from: held('ONE', 0, 0n) }), rig)).toEqual(['nothing']);
  });

  test('says in a leg without an amount what goes where', () => {
    const rig = new LedgerRig();
    const from = { ...held('ONE', 10, 1_000_00n) };
    const hedged = { ...from, key: { ...from.key, id: toPositionId('P-1') } };
    const memoOf = (of: MoveRequest) => unwrap(decideMove(rig.book, of))?.entry.legs[0];
    const leg = memoOf(requestOf(4, { from: hedged }));
    expect(leg).toEqual({
      ledgerAccount: 'MAIN/moves/SBIN.NSE 4 ONE delivery P-1 TWO delivery -',
      amount: rupees(0n),
    });
  });

  test.each([
    ['restricted', null],
    ['frozen', 'ACCOUNT_FROZEN MAIN, money within'],
  ] as const)('of a %s account gives %s', (status, expected) => {
    const rig = new LedgerRig();
    rig.book.apply({ ...anEventHead(), kind: 'status', account, status, reason: 'test' });
    expect(refusalOf(requestOf(4), rig)).toBe(expected);
  });
});
