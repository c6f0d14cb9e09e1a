import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { anAccount, anInstrument, aPair, aQuote, LossRig, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const share = anInstrument();
const other = anInstrument({ id: toInstrumentId('TCS.NSE') });
const [main, second] = [toAccountId('MAIN'), toAccountId('SECOND')];
const far = { type: 'limit', limit: toPrice(5) } as const;
const byHand = { strategy: null } as const;

describe('a drawdown', () => {
  test.each([
    [99_99, null],
    [100_00, 'DRAWDOWN_LIMIT'],
    [100_01, 'DRAWDOWN_LIMIT'],
  ])('of %i paise from the height of what was never realised: %s', (lost, code) => {
    const rig = LossRig.risen();
    rig.price(900_00 - lost);
    expect(rig.codeOf()).toBe(code);
  });

  test('counts the whole way down from the height, and lets the account only reduce', () => {
    const rig = LossRig.risen();
    rig.price(210_00);
    const order = rig.machine.order(rig.submit({ terms: far, qty: toQuantity(1) }));
    expect([order?.reason, rig.machine.stateOf(main, { kind: 'account' })]).toEqual([
      'DRAWDOWN_LIMIT: lost 690.00 INR, limit 100.00 INR',
      'REDUCING',
    ]);
    expect(rig.machine.order(rig.submit({ side: 'sell', qty: toQuantity(1) }))?.state).toBe(
      'SUBMITTED',
    );
  });

  test('is from no height that never was: a gain taken while another position was down', () => {
    const rig = new LossRig({ limits: { maxDrawdown: toMinor(150_00n) } });
    rig.price(500_00);
    rig.price(500_00, other);
    rig.trade(500_00);
    rig.trade(500_00, { instrument: other.id });
    rig.price(300_00, other);
    rig.price(700_00);
    rig.trade(700_00, { side: 'sell' });
    rig.trade(300_00, { instrument: other.id, side: 'sell' });
    expect([rig.codeOf(), rig.noted()]).toEqual([null, []]);
  });

  test('is no withdrawal, and a deposit is no height', () => {
    const rig = new LossRig();
    rig.price(200_00);
    rig.trade(200_00);
    rig.transfer('in', 5_000_00n);
    rig.transfer('out', -9_000_00n);
    expect([rig.codeOf(), rig.noted()]).toEqual([null, []]);
  });

  test('is of each account by itself', () => {
    const rig = new LossRig();
    rig.price(200_00);
    rig.trade(200_00);
    rig.trade(200_00, { account: second, qty: toQuantity(2) });
    rig.price(260_00);
    rig.price(205_00);
    expect([rig.codeOf(main), rig.codeOf(second)]).toEqual([null, 'DRAWDOWN_LIMIT']);
    expect(rig.noted()).toEqual(['MAIN height 6000', 'SECOND height 12000']);
  });

  test('moves with the rate of what was earned in another currency', () => {
    const usd = toCurrency('USD');
    const abroad = anInstrument({ id: toInstrumentId('ACME.US'), currency: usd });
    const pair = aPair();
    const account = anAccount({ balances: [rupees(10_00n), money(toMinor(900_00n), usd)] });
    const rig = new LossRig({ instruments: [share, abroad, pair], accounts: [account] });
    const rate = (rupeesEach: number): void => {
      const each = toPrice(rupeesEach * 10_000);
      rig.feed(aQuote({ at: rig.now, instrument: pair.id, bid: each, ask: each }));
    };
    rig.price(100_00, abroad);
    rig.trade(100_00, { instrument: abroad.id });
    rig.trade(102_00, { instrument: abroad.id, side: 'sell' });
    expect([rig.codeOf(), rig.noted()]).toEqual(['MARKET_PRICE_UNKNOWN', []]);
    rate(80);
    expect(rig.noted()).toEqual(['MAIN height 16000']);
    rate(90);
    rate(41);
    expect([rig.noted(), rig.codeOf()]).toEqual([['MAIN height 18000'], null]);
    rate(40);
    expect(rig.codeOf()).toBe('DRAWDOWN_LIMIT');
  });
});

describe('a height', () => {
  test('is said when it has grown by a hundredth of the limit, and not before', () => {
    const rig = new LossRig();
    rig.price(200_00);
    rig.trade(200_00);
    for (const paise of [200_99, 201_00, 201_99, 150_00, 202_00]) rig.price(paise);
    expect(rig.noted()).toEqual(['MAIN height 100', 'MAIN height 200']);
  });

  test('is said by the input that made it', () => {
    const rig = LossRig.risen();
    expect(rig.of('equity')).toMatchObject([
      { point: 'height', gain: rupees(700_00n), index: 0, at: Number(rig.now) - 1_000_000 },
    ]);
  });

  test('takes no room of a journal that is short of it, and is said when there is some', () => {
    const rig = new LossRig();
    const room = (state: 'HALTED' | 'ACTIVE'): void => {
      const scope = { kind: 'storage' } as const;
      const body = { type: 'setState', account: main, scope, state, reason: 'room' } as const;
      rig.command(body, { strategy: null, origin: '0000' });
    };
    rig.price(200_00);
    rig.trade(200_00);
    const sale = rig.work({ side: 'sell', terms: far, qty: toQuantity(1) });
    room('HALTED');
    rig.price(900_00);
    rig.fill(sale, { trade: 'T-9', qty: 1, price: 850_00 });
    expect([rig.machine.storageShortage, rig.noted()]).toEqual(['room', []]);
    room('ACTIVE');
    expect(rig.noted()).toEqual(['MAIN height 70000']);
  });

  test('is made by a fill too', () => {
    const rig = new LossRig();
    rig.price(200_00);
    rig.trade(200_00);
    rig.trade(250_00, { side: 'sell' });
    expect(rig.noted()).toEqual(['MAIN height 5000']);
  });

  test.each(['dailyLoss', 'orderValue'] as const)('is of no interest to %s', (limit) => {
    const rig = new LossRig({ limits: { maxDrawdown: null }, accounts: [anAccount()] });
    rig.setLimit({ limit });
    rig.price(200_00);
    rig.trade(200_00);
    rig.price(900_00);
    expect(rig.noted()).toEqual(limit === 'dailyLoss' ? ['MAIN dayStart 0'] : []);
  });

  test('is said of the accounts that a limit is set on, from then on and until its end', () => {
    const rig = new LossRig({ limits: { maxDrawdown: null } });
    rig.price(200_00);
    for (const account of [main, second]) rig.trade(200_00, { account });
    rig.price(230_00);
    expect(rig.noted()).toEqual([]);
    rig.setLimit({ until: toTimestamp(rig.now + 3_000_000) });
    expect(rig.noted()).toEqual(['MAIN height 3000']);
    rig.price(240_00);
    rig.price(250_00);
    rig.price(260_00);
    expect(rig.noted()).toEqual(['MAIN height 4000', 'MAIN height 5000']);
    rig.setLimit({ scope: { kind: 'firm' }, value: 70_00n });
    expect(rig.noted()).toEqual(['MAIN height 6000', 'SECOND height 6000']);
  });

  test.each([
    ['a split', { type: 'split', numerator: 2, denominator: 1, fractionPrice: null }, 450_00],
    ['a dividend', { type: 'dividend', perUnit: 450n, scale: 0, withheldBps: 0 }, 450_00],
  ] as const)('is not made of the price before %s', (_, action, after) => {
    const rig = LossRig.risen();
    rig.noted();
    const entry = 'A';
    rig.command({ type: 'bookAction', account: main, entry, instrument: share.id, action }, byHand);
    rig.restart();
    rig.price(5, other);
    expect([rig.noted(), rig.codeOf()]).toEqual([[], 'MARKET_PRICE_UNKNOWN']);
    rig.price(after);
    expect([rig.noted(), rig.codeOf()]).toEqual([[], null]);
    rig.price(after - 51_00);
    expect(rig.codeOf()).toBe(action.type === 'split' ? 'DRAWDOWN_LIMIT' : null);
  });
});
