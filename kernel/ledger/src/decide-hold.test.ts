import { toQuantity, unwrap, type Result } from 'argosy/core';
import { LedgerRig, anEventHead, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { HoldBody } from './bodies.ts';
import {
  decideHold,
  decidePostHold,
  decideReleaseHold,
  decideReviseHold,
  type HoldRequest,
} from './decide-hold.ts';

const { id: order, account } = anOrderRequest();

function aRequest(paise: bigint, qty = 0): HoldRequest {
  return { order, account, money: rupees(paise), qty: toQuantity(qty), group: null };
}

const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

/** Books with a thousand paise of which an order holds some, or a quantity. */
function holding(paise: bigint, qty = 0): LedgerRig {
  const rig = new LedgerRig().transfer(1_000n);
  rig.book.apply({ ...anEventHead(), ...unwrap(decideHold(rig.book, aRequest(paise, qty))) }, 'P');
  return rig;
}

describe('a hold', () => {
  test.each([
    [999n, null],
    [1_000n, null],
    [1_001n, 'INSUFFICIENT_FREE_CASH'],
  ])('of %i from 1000 gives %s', (paise, expected) => {
    expect(codeOf(decideHold(new LedgerRig().transfer(1_000n).book, aRequest(paise)))).toBe(
      expected,
    );
  });

  test('of the least amount needs it too', () => {
    const codes = [0n, 1n].map((paise) =>
      codeOf(decideHold(new LedgerRig().book, aRequest(paise))),
    );
    expect(codes).toEqual([null, 'INSUFFICIENT_FREE_CASH']);
  });

  test('may be raised by all that is free besides itself', () => {
    expect(codeOf(decideHold(holding(400n).book, aRequest(1_000n)))).toBeNull();
  });

  test('of nothing but a quantity needs no cash', () => {
    expect(codeOf(decideHold(new LedgerRig().book, aRequest(0n, 5)))).toBeNull();
  });
});

describe('what remains held after a fill', () => {
  const remainsOf = (rig: LedgerRig, leavesBefore: number, leavesAfter: number): HoldBody | null =>
    decidePostHold(rig.book, { order, leavesBefore, leavesAfter });

  test('is the share of what is left to fill', () => {
    expect(remainsOf(holding(900n), 9, 3)?.money).toEqual(rupees(300n));
  });

  test('of the last unit is nothing', () => {
    expect(remainsOf(holding(300n), 1, 0)?.money).toEqual(rupees(0n));
  });

  test('is rounded up', () => {
    expect(remainsOf(holding(1_000n), 3, 1)?.money).toEqual(rupees(334n));
  });

  test('of a quantity is the quantity left', () => {
    expect(remainsOf(holding(0n, 9), 9, 4)?.qty).toBe(4);
  });

  test('grows again when a bust gives quantity back', () => {
    expect(remainsOf(holding(300n), 3, 9)?.money).toEqual(rupees(900n));
  });

  test('is nothing where nothing is left', () => {
    expect(remainsOf(holding(300n), 3, -2)?.money).toEqual(rupees(0n));
  });

  test.each([
    [0, 9, 3, 0],
    [1, 9, 3, 3],
    [9, 3, 0, 0],
    [9, 3, -2, 0],
  ])('of a quantity of %i, from %i left to %i, is %i', (qty, before, after, expected) => {
    expect(remainsOf(holding(300n, qty), before, after)?.qty).toBe(expected);
  });

  test('is not said of an order that holds nothing', () => {
    expect(remainsOf(new LedgerRig(), 9, 3)).toBeNull();
  });
});

describe('a revised hold', () => {
  test('stands whatever is free', () => {
    expect(decideReviseHold(holding(400n).book, aRequest(5_000n))?.money).toEqual(rupees(5_000n));
  });

  test('is not said where nothing changes', () => {
    expect(decideReviseHold(holding(400n).book, aRequest(400n))).toBeNull();
  });

  test('of nothing is not said of an order that holds nothing', () => {
    expect(decideReviseHold(new LedgerRig().book, aRequest(0n))).toBeNull();
  });
});

describe('a release', () => {
  test('leaves nothing held', () => {
    const { change, money } = decideReleaseHold(holding(400n).book, order) ?? {};
    expect({ change, money }).toEqual({ change: 'released', money: rupees(0n) });
  });

  test('is not said of an order that holds nothing', () => {
    expect(decideReleaseHold(new LedgerRig().book, order)).toBeNull();
  });
});
