import { toAccountId, toInstrumentId, toMinor, toPrice, toQuantity } from 'argosy/core';
import { anInstrument, dayEndsAfter, LossRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const share = anInstrument();
const other = anInstrument({ id: toInstrumentId('TCS.NSE') });
const [main, second] = [toAccountId('MAIN'), toAccountId('SECOND')];
const far = { type: 'limit', limit: toPrice(5) } as const;
const byHand = { strategy: null } as const;

describe.each(['restart', 'recall', 'recover', 'resume'] as const)('over a %s', (again) => {
  test('the height stays, for a fall that comes behind it', () => {
    const rig = LossRig.risen();
    rig[again]();
    rig.price(800_01);
    const before = rig.codeOf();
    rig.price(800_00);
    expect([before, rig.codeOf()]).toEqual([null, 'DRAWDOWN_LIMIT']);
  });

  test('the height is as it was but for a hundredth of the limit', () => {
    const rig = LossRig.risen();
    rig.price(900_99);
    rig[again]();
    rig.price(801_00);
    const before = rig.codeOf();
    rig.price(800_99);
    const isSeen = again === 'restart' || again === 'recall';
    expect([before, rig.codeOf()]).toEqual([null, isSeen ? 'DRAWDOWN_LIMIT' : null]);
    rig.price(800_00);
    expect(rig.codeOf()).toBe(isSeen ? 'ACCOUNT_REDUCING' : 'DRAWDOWN_LIMIT');
  });

  test('the loss of a day is counted from where the day began', () => {
    const rig = LossRig.overNight();
    rig.price(890_00);
    expect(rig.noted()).toEqual(['MAIN dayStart 70000', 'SECOND dayStart 0']);
    rig[again]();
    rig.price(800_01);
    expect([rig.codeOf(), rig.noted()]).toEqual([null, []]);
    rig.price(800_00);
    expect(rig.codeOf()).toBe('DAILY_LOSS_LIMIT');
  });

  test('and over the end of a day, nothing of the day before is counted', () => {
    const rig = new LossRig({
      limits: { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) },
      dayOffset: dayEndsAfter(20),
    });
    rig.price(900_00);
    rig.trade(900_00);
    rig.price(801_00);
    rig[again]();
    while (rig.now < 20_000_000) rig.price(5, other);
    rig.price(801_00);
    rig.price(701_01);
    const before = rig.codeOf();
    rig.price(701_00);
    expect([before, rig.codeOf()]).toEqual([null, 'DAILY_LOSS_LIMIT']);
  });
});

describe.each(['recover', 'resume'] as const)('after a %s without a price', (again) => {
  test.each(['maxDrawdown', 'maxDailyLoss'] as const)(
    'nobody knows the loss: under %s nothing opens and nothing is breached',
    (name) => {
      const rig = LossRig.risen({ limits: { maxDrawdown: null, [name]: toMinor(100_00n) } });
      rig[again]();
      rig.price(5, other);
      expect([rig.codeOf(), rig.machine.stateOf(main, { kind: 'account' })]).toEqual([
        'MARKET_PRICE_UNKNOWN',
        'ACTIVE',
      ]);
      expect(rig.codeOf(second)).toBeNull();
      rig.price(890_00);
      expect(rig.codeOf()).toBeNull();
    },
  );

  test('a day that nobody saw begin counts from when all is priced', () => {
    const limits = { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) };
    const rig = new LossRig({ limits, dayOffset: dayEndsAfter(20) });
    rig.price(200_00);
    rig.trade(200_00);
    rig.passDay();
    rig[again]();
    rig.price(5, other);
    expect(rig.noted()).toEqual(['SECOND dayStart 0']);
    rig.price(150_00);
    expect(rig.noted()).toEqual(['MAIN dayStart -5000']);
    rig.price(50_01);
    const before = rig.codeOf();
    rig.price(50_00);
    expect([before, rig.codeOf()]).toEqual([null, 'DAILY_LOSS_LIMIT']);
  });
});

test('a limit of the day that is set within it counts from where the day began', () => {
  const rig = LossRig.overNight({ maxDailyLoss: null });
  rig.price(860_00);
  rig.setLimit({ limit: 'dailyLoss' });
  expect(rig.noted()).toEqual(['MAIN dayStart 70000']);
  rig.recover();
  rig.price(850_01);
  const before = rig.codeOf();
  rig.price(850_00);
  expect([before, rig.codeOf()]).toEqual([null, 'DAILY_LOSS_LIMIT']);
});

describe('the beginning of a day', () => {
  test('is said once time has passed into it, whether a price comes or not', () => {
    const rig = LossRig.overNight();
    rig.take({ kind: 'time', availableAt: rig.now });
    expect(rig.noted()).toEqual(['MAIN dayStart 70000', 'SECOND dayStart 0']);
  });

  test('and what a command does in it are one turn, which is recalled as it was', () => {
    const rig = LossRig.overNight();
    const number = rig.submit({ terms: far, qty: toQuantity(1) });
    const said = rig.events.map(({ index, kind }) => `${index} ${kind}`);
    expect(said.slice(0, 3)).toEqual(['0 equity', '1 equity', '2 order']);
    const hash = rig.machine.hash();
    rig.recover();
    expect([rig.machine.hash(), rig.machine.order(number)?.state]).toEqual([hash, 'SUBMITTED']);
  });

  test('is said of a limit that is set while a corporate action waits for its price', () => {
    const rig = LossRig.overNight({ maxDailyLoss: null });
    rig.price(900_00);
    const action = { type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 } as const;
    const entry = 'A';
    rig.command({ type: 'bookAction', account: main, entry, instrument: share.id, action }, byHand);
    rig.setLimit({ limit: 'dailyLoss' });
    expect([rig.noted(), rig.codeOf()]).toEqual([['MAIN dayStart 70000'], 'MARKET_PRICE_UNKNOWN']);
  });
});
