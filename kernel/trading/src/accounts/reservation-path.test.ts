import { toAccountId, toCurrency, toTimestamp } from 'argosy/core';
import type { CommandBody } from 'argosy/domain';
import { TradingRig, aQuote, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const byHand = { strategy: null } as const;

function aRig(): TradingRig {
  const rig = new TradingRig({ cash: 1_000n });
  rig.said();
  return rig;
}

function reserve(
  rig: TradingRig,
  changes: Partial<Extract<CommandBody, { readonly type: 'reserve' }>> = {},
): TradingRig {
  const [type, purpose] = ['reserve', 'withdrawal'] as const;
  const asked = { account, reservation: 'R', purpose, amount: rupees(400n), expiresAt: null };
  rig.command({ type, ...asked, ...changes }, byHand);
  return rig;
}

function post(rig: TradingRig, paise: bigint, entry = 'P'): TradingRig {
  const amount = rupees(paise);
  rig.command({ type: 'postReserved', account, reservation: 'R', entry, amount }, byHand);
  return rig;
}

function voidIt(rig: TradingRig): TradingRig {
  rig.command({ type: 'voidReserved', account, reservation: 'R' }, byHand);
  return rig;
}

const freeOf = (rig: TradingRig): bigint => rig.machine.book.freeCash(account, rupees(0n).currency);

/** What the last command was refused with; it must be all that the turn said. */
function refusalOf(rig: TradingRig, ask: (rig: TradingRig) => unknown): string {
  const { length } = rig.events;
  const before = rig.machine.book.hash();
  ask(rig);
  const said = rig.events.slice(length);
  expect(said.map(({ kind }) => kind)).toEqual(['anomaly']);
  expect(rig.machine.book.hash()).toBe(before);
  const detail = said[0]?.kind === 'anomaly' ? said[0].detail : '';
  return detail.split(':')[0] ?? '';
}

describe('a reservation', () => {
  test('is made, posted in parts and voided', () => {
    const rig = voidIt(post(reserve(aRig()), 150n));
    expect(rig.said()).toEqual([
      'reservation reserved',
      'reservation posted',
      'entry withdrawal',
      'reservation voided',
    ]);
    expect(freeOf(rig)).toBe(850n);
  });

  test('leaves less for orders', () => {
    const rig = reserve(new TradingRig({ cash: 100_000n }), { amount: rupees(1n) });
    rig.feed(aQuote());
    rig.said();
    rig.submit();
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('leaves less to withdraw', () => {
    const rig = reserve(aRig());
    expect(refusalOf(rig, () => rig.transfer('T', -601n))).toBe('INSUFFICIENT_FREE_CASH');
  });

  test('survives a restart', () => {
    const rig = reserve(aRig());
    rig.restart();
    post(rig, 400n);
    expect(freeOf(rig)).toBe(600n);
  });

  test.each([
    ['a quote', (rig: TradingRig) => rig.feed(aQuote())],
    ['a moment', (rig: TradingRig) => rig.take({ kind: 'time', availableAt: toTimestamp(0) })],
    ['a report', (rig: TradingRig) => rig.bust(rig.submit(), 'T')],
  ])('ends by itself with %s after its time', (_what, pass) => {
    const rig = reserve(aRig(), { expiresAt: toTimestamp(2_000_000) });
    rig.said();
    pass(rig);
    expect(rig.said()).toContain('reservation expired');
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('has ended before what comes in the same turn', () => {
    const rig = reserve(aRig(), { expiresAt: toTimestamp(2_000_000) });
    rig.said();
    rig.transfer('T', -1_000n);
    expect(rig.said()).toEqual(['reservation expired', 'entry withdrawal']);
  });
});

describe('what changes nothing but one audit event', () => {
  test.each<readonly [string, (rig: TradingRig) => unknown]>([
    ['AMOUNT_NOT_POSITIVE', (rig) => reserve(rig, { amount: rupees(-1n), reservation: 'S' })],
    ['AMOUNT_OVERFLOW', (rig) => reserve(rig, { amount: rupees(2n ** 127n), reservation: 'S' })],
    ['AMOUNT_OVERFLOW', (rig) => rig.transfer('T', 2n ** 127n)],
    ['ACCOUNT_UNKNOWN', (rig) => reserve(rig, { account: toAccountId('OTHER') })],
    ['INSUFFICIENT_FREE_CASH', (rig) => reserve(rig, { amount: rupees(601n), reservation: 'S' })],
    ['RESERVATION_CONFLICT', (rig) => reserve(rig, { amount: rupees(401n) })],
    ['REPLAYED', (rig) => reserve(rig)],
    ['POST_TOO_LARGE', (rig) => post(rig, 401n)],
    [
      'RESERVATION_TOO_LATE',
      (rig) => reserve(rig, { reservation: 'S', expiresAt: toTimestamp(1) }),
    ],
  ])('%s', (code, ask) => {
    expect(refusalOf(reserve(aRig()), ask)).toBe(code);
  });

  test.each<readonly [string, (rig: TradingRig) => unknown]>([
    ['REPLAYED', (rig) => post(rig, 100n)],
    ['ENTRY_CONFLICT', (rig) => post(rig, 101n)],
    ['CURRENCY_MISMATCH', (rig) => postDollars(rig)],
  ])('%s, once a part is posted', (code, ask) => {
    expect(refusalOf(post(reserve(aRig()), 100n), ask)).toBe(code);
  });

  test('RESERVATION_VOIDED, when it is voided twice', () => {
    expect(refusalOf(voidIt(reserve(aRig())), voidIt)).toBe('RESERVATION_VOIDED');
  });

  test('RESERVATION_UNKNOWN', () => {
    expect(refusalOf(aRig(), voidIt)).toBe('RESERVATION_UNKNOWN');
  });

  test('REPLAYED, when a transfer comes again', () => {
    const rig = aRig();
    rig.transfer('T', 5n);
    expect(refusalOf(rig, () => rig.transfer('T', 5n))).toBe('REPLAYED');
  });

  test.each<CommandBody>([
    { type: 'voidReserved', account, reservation: 'R' },
    { type: 'postReserved', account, reservation: 'R', entry: 'P', amount: rupees(1n) },
    {
      type: 'reserve',
      account,
      reservation: 'S',
      purpose: 'charges',
      amount: rupees(1n),
      expiresAt: null,
    },
  ])('NOT_PERMITTED, to a strategy: $type', (body) => {
    expect(refusalOf(reserve(aRig()), (rig) => rig.command(body))).toBe('NOT_PERMITTED');
  });
});

function postDollars(rig: TradingRig): void {
  const amount = { ...rupees(1n), currency: toCurrency('USD') };
  rig.command({ type: 'postReserved', account, reservation: 'R', entry: 'Q', amount }, byHand);
}
