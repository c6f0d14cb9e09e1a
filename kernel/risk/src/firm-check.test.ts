import { toCurrency, toMicros, toMinor } from 'argosy/core';
import { aCheckContext, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkFirmValue } from './firm-check.ts';
import { checkRate } from './rate-check.ts';

const inr = toCurrency('INR');
const most = (limit: number): ContextChanges['limits'] & object => ({
  rules: { maxFirmValue: new Map([[inr, toMinor(BigInt(limit))]]) },
});
const record = { firmValue: () => 5_000_00n };

describe('P-25', () => {
  test.each([
    [6_000_49, 'FIRM_VALUE_LIMIT'],
    [6_000_50, null],
    [6_000_51, null],
  ])('an order of 1000.50 beside 5000.00, at most %i paise', (limit, expected) => {
    const context = aCheckContext({ limits: most(limit), record });
    expect(checkFirmValue(context)?.code ?? null).toBe(expected);
  });

  test('says what all would be worth', () => {
    const context = aCheckContext({ limits: most(6_000_00), record });
    expect(checkFirmValue(context)?.reason).toBe(
      'all accounts would be worth 6000.50 INR, limit 6000.00 INR',
    );
  });

  test('lets a close through', () => {
    const held = { positionQty: 10, accountQty: 10 };
    const context = aCheckContext({ limits: most(0), record, held, request: { side: 'sell' } });
    expect(checkFirmValue(context)).toBeNull();
  });
});

describe('P-16', () => {
  test.each([
    [8, null],
    [9, null],
    [10, 'RATE_LIMIT'],
  ])('all accounts together send at most ten: %i were sent', (sent, expected) => {
    const firmRate = { count: 10, within: toMicros(1_000_000) };
    const context = aCheckContext({
      limits: { rules: { firmRate } },
      record: { messagesOfFirm: () => sent },
    });
    expect(checkRate(context)?.code ?? null).toBe(expected);
  });
});
