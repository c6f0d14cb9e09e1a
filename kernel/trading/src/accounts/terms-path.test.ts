import { toAccountId, toQuantity } from 'argosy/core';
import type { AccountStatus, CommandBody } from 'argosy/domain';
import { TradingRig, aQuote, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const byHand = { strategy: null } as const;

function aRig(cash = 10_000_00n): TradingRig {
  const rig = new TradingRig({ cash });
  rig.feed(aQuote());
  rig.said();
  return rig;
}

function setStatus(rig: TradingRig, status: AccountStatus): TradingRig {
  rig.command({ type: 'setStatus', account, status, reason: 'a court asked' }, byHand);
  return rig;
}

function setFloor(rig: TradingRig, paise: bigint): TradingRig {
  rig.command({ type: 'setFloor', account, floor: rupees(paise), reason: 'agreed' }, byHand);
  return rig;
}

function details(rig: TradingRig): readonly string[] {
  return rig.of('anomaly').map(({ detail }) => detail.split(':')[0] ?? '');
}

describe('an account that is not open', () => {
  test.each(['restricted', 'frozen'] as const)(
    'and %s denies new orders, and says why',
    (status) => {
      const rig = setStatus(aRig(), status);
      rig.submit();
      const denied = rig.of('order').at(-1)?.change;
      expect(denied).toMatchObject({ type: 'denied', code: 'ACCOUNT_REDUCING' });
      expect(denied?.type === 'denied' ? denied.reason : '').toContain(
        `the account is ${status}: a court asked`,
      );
    },
  );

  test('lets orders that close pass', () => {
    const rig = aRig();
    rig.fill(rig.work(), { qty: 10 });
    setStatus(rig, 'frozen');
    rig.said();
    rig.submit({ side: 'sell' });
    expect(rig.said()).toEqual(['initialized', 'hold placed', 'submitted']);
  });

  test('lets cancels pass', () => {
    const rig = aRig();
    const order = rig.work();
    setStatus(rig, 'frozen');
    rig.said();
    rig.cancel(order);
    expect(rig.said()).toEqual(['pendingCancel']);
  });

  test('takes fills as the facts they are', () => {
    const rig = aRig();
    const order = rig.work();
    setStatus(rig, 'frozen');
    rig.said();
    rig.fill(order, { qty: 10 });
    expect(rig.said()).toContain('entry fill');
  });

  test('denies orders after a restart', () => {
    const rig = setStatus(aRig(), 'frozen');
    rig.restart();
    rig.said();
    rig.submit();
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('trades again when it is opened', () => {
    const rig = setStatus(setStatus(aRig(), 'frozen'), 'open');
    rig.said();
    rig.submit();
    expect(rig.said()).toEqual(['initialized', 'hold placed', 'submitted']);
  });

  test('is told once', () => {
    const rig = setStatus(setStatus(aRig(), 'frozen'), 'frozen');
    expect(rig.said()).toEqual(['frozen']);
  });

  test('moves no money, and notes it once', () => {
    const rig = setStatus(aRig(), 'frozen');
    rig.said();
    rig.transfer('T', 1n);
    expect([details(rig), rig.said()]).toEqual([['ACCOUNT_FROZEN'], ['commandRefused']]);
  });
});

describe('closing an account', () => {
  test.each<readonly [string, (rig: TradingRig) => void]>([
    ['cash', () => undefined],
    ['an open order', (rig) => void rig.submit()],
    ['a position', (rig) => rig.fill(rig.work(), { qty: 10 })],
  ])('with %s is refused', (_what, prepare) => {
    const rig = aRig();
    prepare(rig);
    setStatus(rig, 'closed');
    expect(details(rig)).toEqual(['ACCOUNT_NOT_EMPTY']);
  });

  test('that has nothing is for good', () => {
    const rig = aRig();
    rig.transfer('T', -10_000_00n);
    setStatus(setStatus(rig, 'closed'), 'open');
    expect(rig.said()).toEqual(['entry withdrawal', 'closed', 'commandRefused']);
  });
});

describe('a floor', () => {
  test('keeps cash from orders', () => {
    const rig = setFloor(aRig(), 10_000_00n);
    rig.said();
    rig.submit();
    expect(rig.said()).toEqual(['initialized', 'denied']);
  });

  test('below nothing lets an order use the credit line, without being overdrawn', () => {
    const rig = setFloor(aRig(1_00n), -100_000_00n);
    rig.said();
    const order = rig.work({ qty: toQuantity(10) });
    rig.fill(order, { qty: 10 });
    expect(rig.said()).not.toContain('overdrawn');
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('is kept over a restart', () => {
    const rig = setFloor(aRig(), 10_000_00n);
    rig.restart();
    rig.transfer('T', -1n);
    expect(details(rig)).toEqual(['INSUFFICIENT_FREE_CASH']);
  });
});

describe('the terms of an account', () => {
  test.each<CommandBody>([
    { type: 'setStatus', account, status: 'frozen', reason: '' },
    { type: 'setFloor', account, floor: rupees(1n), reason: '' },
  ])('are not a strategy’s to change: $type', (body) => {
    const rig = aRig();
    rig.command(body);
    expect(details(rig)).toEqual(['NOT_PERMITTED']);
  });

  test.each<CommandBody>([
    { type: 'setStatus', account: toAccountId('OTHER'), status: 'frozen', reason: '' },
    { type: 'setFloor', account: toAccountId('OTHER'), floor: rupees(1n), reason: '' },
  ])('of an account nobody knows are refused: $type', (body) => {
    const rig = aRig();
    rig.command(body, byHand);
    expect(details(rig)).toEqual(['ACCOUNT_UNKNOWN']);
  });
});
