import { toAccountId } from 'argosy/core';
import { TradingRig, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');

function correct(rig: TradingRig, paise: bigint, strategy: string | null = null): void {
  rig.command({ type: 'correctCash', account, entry: 'C', amount: rupees(paise) }, { strategy });
}

function aRig(): TradingRig {
  const rig = new TradingRig({ cash: 500n });
  rig.said();
  return rig;
}

function lastDetail(rig: TradingRig): string {
  const event = rig.events.at(-1);
  return event?.kind === 'anomaly' ? event.detail : '';
}

describe('a correction of cash', () => {
  test('is booked whatever is left, and told with what waits in suspense', () => {
    const rig = aRig();
    correct(rig, -800n);
    expect(rig.events.at(-1)).toMatchObject({
      detail: 'MAIN: the broker has -8.00 INR more, -8.00 in suspense',
    });
    expect(rig.said()).toEqual(['entry suspense', 'cashDiffers']);
    expect(rig.machine.book.cash(account, rupees(0n).currency)).toBe(-300n);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('under the same id does nothing, and is told so', () => {
    const rig = aRig();
    correct(rig, 100n);
    rig.said();
    correct(rig, 100n);
    expect(lastDetail(rig)).toContain('REPLAYED');
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('that no balance could hold is refused, and changes nothing', () => {
    const rig = aRig();
    correct(rig, 2n ** 127n - 500n);
    expect(lastDetail(rig)).toContain('AMOUNT_OVERFLOW');
    expect(rig.said()).toEqual(['commandRefused']);
    correct(rig, 2n ** 127n - 501n);
    expect(rig.said()).toEqual(['entry suspense', 'cashDiffers']);
  });

  test.each([
    ['by a strategy', 100n, 'TEST'],
    ['of nothing', 0n, null],
  ])('%s is refused', (_, paise, strategy) => {
    const rig = aRig();
    correct(rig, paise, strategy);
    expect(rig.said()).toEqual(['commandRefused']);
  });
});
