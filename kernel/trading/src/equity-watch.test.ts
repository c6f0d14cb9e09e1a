import {
  MICROS_PER_DAY,
  money,
  toAccountId,
  toBrokerOrderId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
  type AccountId,
} from 'argosy/core';
import type { CommandBody, OrderRequest } from 'argosy/domain';
import {
  aFill,
  anAccount,
  anInstrument,
  aPair,
  aQuote,
  rupees,
  TradingRig,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const share = anInstrument();
const other = anInstrument({ id: toInstrumentId('TCS.NSE') });
const [main, second] = [toAccountId('MAIN'), toAccountId('SECOND')];
const accounts = [anAccount(), anAccount({ id: second })];
const far = { type: 'limit', limit: toPrice(5) } as const;
const byHand = { strategy: null } as const;
/** A turn of the rig is a second: with this a day ends so many turns after the rig began. */
const dayEndsAfter = (turns: number): number => MICROS_PER_DAY - turns * 1_000_000;

function aRig(options: TradingRigOptions = {}): TradingRig {
  const limits = { maxDrawdown: toMinor(100_00n), ...options.limits };
  return new TradingRig({ instruments: [share, other], accounts, ...options, limits });
}

/** A price in paise, without a spread. */
function price(rig: TradingRig, paise: number, instrument = share): void {
  rig.feed(aQuote({ at: rig.now, instrument: instrument.id, bid: paise, ask: paise }));
}

/** Trades for an account at a price, as the broker tells. */
function trade(rig: TradingRig, paise: number, changes: Partial<OrderRequest> = {}): void {
  const { account = main, qty = 1 } = changes;
  const order = rig.submit({ terms: far, ...changes, account, qty: toQuantity(qty) });
  rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) }, account);
  const fill = aFill({ trade: `T-${order}`, qty, price: paise });
  rig.report(order, { type: 'filled', fill }, account);
}

/** What becomes of an order that would open: the code it is denied with. */
function codeOf(rig: TradingRig, account: AccountId = main): string | null {
  const order = rig.machine.order(rig.submit({ account, terms: far, qty: toQuantity(1) }));
  return order?.state === 'DENIED' ? (order.reason?.split(':')[0] ?? '') : null;
}

function setLimit(rig: TradingRig, changes: Partial<CommandBody & { type: 'setLimit' }>): void {
  const scope = { kind: 'account' } as const;
  const setting = { account: main, scope, limit: 'drawdown', value: 50_00n, until: null } as const;
  rig.command({ type: 'setLimit', reason: '', ...setting, ...changes }, byHand);
}

/** The points that were said since the last call. */
const noted = (rig: TradingRig): readonly unknown[] =>
  rig.events
    .splice(0)
    .flatMap((event) =>
      event.kind === 'equity' ? [`${event.account} ${event.point} ${event.gain.amount}`] : [],
    );

/** Bought at 200, seen at 900. */
function aRiser(options: TradingRigOptions = {}): TradingRig {
  const rig = aRig(options);
  price(rig, 200_00);
  trade(rig, 200_00);
  price(rig, 900_00);
  return rig;
}

describe('a drawdown', () => {
  test.each([
    [99_99, null],
    [100_00, 'DRAWDOWN_LIMIT'],
    [100_01, 'DRAWDOWN_LIMIT'],
  ])('of %i paise from the height of what was never realised: %s', (lost, code) => {
    const rig = aRiser();
    price(rig, 900_00 - lost);
    expect(codeOf(rig)).toBe(code);
  });

  test('counts the whole way down from the height, and lets the account only reduce', () => {
    const rig = aRiser();
    price(rig, 210_00);
    const order = rig.machine.order(rig.submit({ terms: far, qty: toQuantity(1) }));
    expect([order?.reason, rig.machine.stateOf(main, { kind: 'account' })]).toEqual([
      'DRAWDOWN_LIMIT: lost 690.00 INR, limit 100.00',
      'REDUCING',
    ]);
    expect(rig.machine.order(rig.submit({ side: 'sell', qty: toQuantity(1) }))?.state).toBe(
      'SUBMITTED',
    );
  });

  test('is from no height that never was: a gain taken while another position was down', () => {
    const rig = aRig({ limits: { maxDrawdown: toMinor(150_00n) } });
    price(rig, 500_00);
    price(rig, 500_00, other);
    trade(rig, 500_00);
    trade(rig, 500_00, { instrument: other.id });
    price(rig, 300_00, other);
    price(rig, 700_00);
    trade(rig, 700_00, { side: 'sell' });
    trade(rig, 300_00, { instrument: other.id, side: 'sell' });
    expect([codeOf(rig), noted(rig)]).toEqual([null, []]);
  });

  test('is no withdrawal, and a deposit is no height', () => {
    const rig = aRig();
    price(rig, 200_00);
    trade(rig, 200_00);
    rig.transfer('in', 5_000_00n);
    rig.transfer('out', -9_000_00n);
    expect([codeOf(rig), noted(rig)]).toEqual([null, []]);
  });

  test('is of each account by itself', () => {
    const rig = aRig();
    price(rig, 200_00);
    trade(rig, 200_00);
    trade(rig, 200_00, { account: second, qty: toQuantity(2) });
    price(rig, 260_00);
    price(rig, 205_00);
    expect([codeOf(rig, main), codeOf(rig, second)]).toEqual([null, 'DRAWDOWN_LIMIT']);
    expect(noted(rig)).toEqual(['MAIN height 6000', 'SECOND height 12000']);
  });

  test('moves with the rate of what was earned in another currency', () => {
    const usd = toCurrency('USD');
    const abroad = anInstrument({ id: toInstrumentId('ACME.US'), currency: usd });
    const pair = aPair();
    const account = anAccount({ balances: [rupees(10_00n), money(toMinor(900_00n), usd)] });
    const rig = aRig({ instruments: [share, abroad, pair], accounts: [account] });
    const rate = (rupeesEach: number): void => {
      const each = toPrice(rupeesEach * 10_000);
      rig.feed(aQuote({ at: rig.now, instrument: pair.id, bid: each, ask: each }));
    };
    price(rig, 100_00, abroad);
    trade(rig, 100_00, { instrument: abroad.id });
    trade(rig, 102_00, { instrument: abroad.id, side: 'sell' });
    expect([codeOf(rig), noted(rig)]).toEqual(['MARKET_PRICE_UNKNOWN', []]);
    rate(80);
    expect(noted(rig)).toEqual(['MAIN height 16000']);
    rate(90);
    rate(41);
    expect([noted(rig), codeOf(rig)]).toEqual([['MAIN height 18000'], null]);
    rate(40);
    expect(codeOf(rig)).toBe('DRAWDOWN_LIMIT');
  });
});

describe('a height', () => {
  test('is said when it has grown by a hundredth of the limit, and not before', () => {
    const rig = aRig();
    price(rig, 200_00);
    trade(rig, 200_00);
    for (const paise of [200_99, 201_00, 201_99, 150_00, 202_00]) price(rig, paise);
    expect(noted(rig)).toEqual(['MAIN height 100', 'MAIN height 200']);
  });

  test('is said by the input that made it', () => {
    const rig = aRiser();
    expect(rig.of('equity')).toMatchObject([
      { point: 'height', gain: rupees(700_00n), index: 0, at: Number(rig.now) - 1_000_000 },
    ]);
  });

  test('takes no room of a journal that is short of it, and is said when there is some', () => {
    const rig = aRig();
    const room = (state: 'HALTED' | 'ACTIVE'): void => {
      const scope = { kind: 'storage' } as const;
      const body = { type: 'setState', account: main, scope, state, reason: 'room' } as const;
      rig.command(body, { strategy: null, origin: '0000' });
    };
    price(rig, 200_00);
    trade(rig, 200_00);
    const sale = rig.work({ side: 'sell', terms: far, qty: toQuantity(1) });
    room('HALTED');
    price(rig, 900_00);
    rig.fill(sale, { trade: 'T-9', qty: 1, price: 850_00 });
    expect([rig.machine.storageShortage, noted(rig)]).toEqual(['room', []]);
    room('ACTIVE');
    expect(noted(rig)).toEqual(['MAIN height 70000']);
  });

  test('is made by a fill too', () => {
    const rig = aRig();
    price(rig, 200_00);
    trade(rig, 200_00);
    trade(rig, 250_00, { side: 'sell' });
    expect(noted(rig)).toEqual(['MAIN height 5000']);
  });

  test.each(['dailyLoss', 'orderValue'] as const)('is of no interest to %s', (limit) => {
    const rig = new TradingRig({ accounts: [anAccount()] });
    setLimit(rig, { limit });
    price(rig, 200_00);
    trade(rig, 200_00);
    price(rig, 900_00);
    expect(noted(rig)).toEqual(limit === 'dailyLoss' ? ['MAIN dayStart 0'] : []);
  });

  test('is said of the accounts that a limit is set on, from then on and until its end', () => {
    const rig = new TradingRig({ accounts });
    price(rig, 200_00);
    for (const account of [main, second]) trade(rig, 200_00, { account });
    price(rig, 230_00);
    expect(noted(rig)).toEqual([]);
    setLimit(rig, { until: toTimestamp(rig.now + 3_000_000) });
    expect(noted(rig)).toEqual(['MAIN height 3000']);
    price(rig, 240_00);
    price(rig, 250_00);
    price(rig, 260_00);
    expect(noted(rig)).toEqual(['MAIN height 4000', 'MAIN height 5000']);
    setLimit(rig, { scope: { kind: 'firm' }, value: 70_00n });
    expect(noted(rig)).toEqual(['MAIN height 6000', 'SECOND height 6000']);
  });

  test.each([
    ['a split', { type: 'split', numerator: 2, denominator: 1, fractionPrice: null }, 450_00],
    ['a dividend', { type: 'dividend', perUnit: 450n, scale: 0, withheldBps: 0 }, 450_00],
  ] as const)('is not made of the price before %s', (_, action, after) => {
    const rig = aRiser();
    noted(rig);
    const entry = 'A';
    rig.command({ type: 'bookAction', account: main, entry, instrument: share.id, action }, byHand);
    rig.restart();
    price(rig, 5, other);
    expect([noted(rig), codeOf(rig)]).toEqual([[], 'MARKET_PRICE_UNKNOWN']);
    price(rig, after);
    expect([noted(rig), codeOf(rig)]).toEqual([[], null]);
    price(rig, after - 51_00);
    expect(codeOf(rig)).toBe(action.type === 'split' ? 'DRAWDOWN_LIMIT' : null);
  });
});

describe.each(['restart', 'recall', 'recover', 'resume'] as const)('over a %s', (again) => {
  test('the height stays, for a fall that comes behind it', () => {
    const rig = aRiser();
    rig[again]();
    price(rig, 800_01);
    const before = codeOf(rig);
    price(rig, 800_00);
    expect([before, codeOf(rig)]).toEqual([null, 'DRAWDOWN_LIMIT']);
  });

  test('the height is as it was but for a hundredth of the limit', () => {
    const rig = aRiser();
    price(rig, 900_99);
    rig[again]();
    price(rig, 801_00);
    const before = codeOf(rig);
    price(rig, 800_99);
    const isSeen = again === 'restart' || again === 'recall';
    expect([before, codeOf(rig)]).toEqual([null, isSeen ? 'DRAWDOWN_LIMIT' : null]);
    price(rig, 800_00);
    expect(codeOf(rig)).toBe(isSeen ? 'ACCOUNT_REDUCING' : 'DRAWDOWN_LIMIT');
  });

  test('the loss of a day is counted from where the day began', () => {
    const rig = aRig({
      limits: { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) },
      dayOffset: dayEndsAfter(20),
    });
    price(rig, 200_00);
    trade(rig, 200_00);
    while (rig.now < 20_000_000) price(rig, 900_00);
    noted(rig);
    price(rig, 890_00);
    expect(noted(rig)).toEqual(['MAIN dayStart 70000', 'SECOND dayStart 0']);
    rig[again]();
    price(rig, 800_01);
    expect([codeOf(rig), noted(rig)]).toEqual([null, []]);
    price(rig, 800_00);
    expect(codeOf(rig)).toBe('DAILY_LOSS_LIMIT');
  });

  test('and over the end of a day, nothing of the day before is counted', () => {
    const rig = aRig({
      limits: { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) },
      dayOffset: dayEndsAfter(20),
    });
    price(rig, 900_00);
    trade(rig, 900_00);
    price(rig, 801_00);
    rig[again]();
    while (rig.now < 20_000_000) price(rig, 5, other);
    price(rig, 801_00);
    price(rig, 701_01);
    const before = codeOf(rig);
    price(rig, 701_00);
    expect([before, codeOf(rig)]).toEqual([null, 'DAILY_LOSS_LIMIT']);
  });
});

describe.each(['recover', 'resume'] as const)('after a %s without a price', (again) => {
  test.each(['maxDrawdown', 'maxDailyLoss'] as const)(
    'nobody knows the loss: under %s nothing opens and nothing is breached',
    (name) => {
      const rig = aRiser({ limits: { maxDrawdown: null, [name]: toMinor(100_00n) } });
      rig[again]();
      price(rig, 5, other);
      expect([codeOf(rig), rig.machine.stateOf(main, { kind: 'account' })]).toEqual([
        'MARKET_PRICE_UNKNOWN',
        'ACTIVE',
      ]);
      expect(codeOf(rig, second)).toBeNull();
      price(rig, 890_00);
      expect(codeOf(rig)).toBeNull();
    },
  );

  test('a day that nobody saw begin counts from when all is priced', () => {
    const limits = { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) };
    const rig = aRig({ limits, dayOffset: dayEndsAfter(20) });
    price(rig, 200_00);
    trade(rig, 200_00);
    while (rig.now < 20_000_000) rig.setState('ACTIVE');
    noted(rig);
    rig[again]();
    price(rig, 5, other);
    expect(noted(rig)).toEqual(['SECOND dayStart 0']);
    price(rig, 150_00);
    expect(noted(rig)).toEqual(['MAIN dayStart -5000']);
    price(rig, 50_01);
    const before = codeOf(rig);
    price(rig, 50_00);
    expect([before, codeOf(rig)]).toEqual([null, 'DAILY_LOSS_LIMIT']);
  });
});

test('a limit of the day that is set within it counts from where the day began', () => {
  const rig = aRig({ limits: { maxDrawdown: null }, dayOffset: dayEndsAfter(20) });
  price(rig, 200_00);
  trade(rig, 200_00);
  while (rig.now < 20_000_000) price(rig, 900_00);
  price(rig, 860_00);
  setLimit(rig, { limit: 'dailyLoss' });
  expect(noted(rig)).toEqual(['MAIN dayStart 70000']);
  rig.recover();
  price(rig, 850_01);
  const before = codeOf(rig);
  price(rig, 850_00);
  expect([before, codeOf(rig)]).toEqual([null, 'DAILY_LOSS_LIMIT']);
});

describe('the beginning of a day', () => {
  const limits = { maxDrawdown: null, maxDailyLoss: toMinor(100_00n) };
  const overNight = (): TradingRig => {
    const rig = aRig({ limits, dayOffset: dayEndsAfter(20) });
    price(rig, 200_00);
    trade(rig, 200_00);
    while (rig.now < 20_000_000) price(rig, 900_00);
    noted(rig);
    return rig;
  };

  test('is said once time has passed into it, whether a price comes or not', () => {
    const rig = overNight();
    rig.take({ kind: 'time', availableAt: rig.now });
    expect(noted(rig)).toEqual(['MAIN dayStart 70000', 'SECOND dayStart 0']);
  });

  test('and what a command does in it are one turn, which is recalled as it was', () => {
    const rig = overNight();
    const number = rig.submit({ terms: far, qty: toQuantity(1) });
    const said = rig.events.map(({ index, kind }) => `${index} ${kind}`);
    expect(said.slice(0, 3)).toEqual(['0 equity', '1 equity', '2 order']);
    const hash = rig.machine.hash();
    rig.recover();
    expect([rig.machine.hash(), rig.machine.order(number)?.state]).toEqual([hash, 'SUBMITTED']);
  });

  test('is said of a limit that is set while a corporate action waits for its price', () => {
    const rig = aRig({ limits: { maxDrawdown: null }, dayOffset: dayEndsAfter(20) });
    price(rig, 200_00);
    trade(rig, 200_00);
    while (rig.now < 20_000_000) price(rig, 900_00);
    price(rig, 900_00);
    const action = { type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 } as const;
    const entry = 'A';
    rig.command({ type: 'bookAction', account: main, entry, instrument: share.id, action }, byHand);
    setLimit(rig, { limit: 'dailyLoss' });
    expect([noted(rig), codeOf(rig)]).toEqual([['MAIN dayStart 70000'], 'MARKET_PRICE_UNKNOWN']);
  });
});
