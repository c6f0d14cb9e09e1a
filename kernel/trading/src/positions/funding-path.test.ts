import { toAccountId, toOrderId, toQuantity } from 'argosy/core';
import {
  TradingRig,
  aFill,
  aFundingRate,
  aMarkPrice,
  aPerpetual,
  aQuote,
  anAccount,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const perpetual = aPerpetual();
const { id: instrument } = perpetual;
const [main, second] = [toAccountId('MAIN'), toAccountId('SECOND')];
const { currency } = rupees(0n);
const opening = 10_000_00n;

/** At a hundred rupees `MAIN` has bought a coin, and `SECOND` sold one; each binds half of its value. */
function aMarket(): TradingRig {
  const leverage = { delivery: '2' };
  const accounts = [main, second].map((id) => anAccount({ id, kind: 'margin', leverage }));
  const rig = new TradingRig({ instruments: [perpetual], accounts });
  rig.feed(aQuote({ instrument }));
  for (const account of [main, second]) {
    const id = toOrderId(account === main ? '0000TEST100001' : '0000TEST100002');
    const side = account === main ? 'buy' : 'sell';
    rig.submit({ id, account, instrument, side, qty: toQuantity(1_000) });
    const { flags: _, ...fill } = aFill({ trade: `T-${id}`, qty: 1_000, price: 100_00 });
    rig.report(id, { type: 'filled', fill }, account);
  }
  rig.said();
  return rig;
}

const gainOf = (rig: TradingRig, account = main): bigint =>
  rig.machine.book.cash(account, currency) - opening;
const chargesOf = (rig: TradingRig): readonly bigint[] =>
  rig.machine.positions().map(({ charges }) => charges.amount);

describe('funding of a perpetual', () => {
  test('is paid by who is long to who is short, at the price it comes with', () => {
    const rig = aMarket();
    rig.feed(aFundingRate({ instrument, ratePpb: 10_000_000, price: 200_00 }));
    expect([gainOf(rig), gainOf(rig, second)]).toEqual([-2_00n, 2_00n]);
    expect(chargesOf(rig)).toEqual([2_00n, -2_00n]);
    const each = ['entry funding', 'position 1000', 'entry funding', 'position -1000'];
    expect(rig.said()).toEqual(each);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('without a price goes by the mark, else by the middle of the quote', () => {
    const rig = aMarket();
    // A tenth of the middle of 100.00 and 100.05: ten rupees and a quarter of a paisa.
    rig.feed(aFundingRate({ instrument, at: 1, ratePpb: 100_000_000, price: null }));
    expect(gainOf(rig)).toBe(-10_00n);
    rig.feed(aMarkPrice({ instrument, price: 300_00 }));
    rig.feed(aFundingRate({ instrument, at: 2, ratePpb: 100_000_000, price: null }));
    expect(gainOf(rig)).toBe(-40_00n);
  });

  test('with no price known is told, and nobody pays', () => {
    const rig = aMarket();
    rig.recover();
    rig.feed(aFundingRate({ instrument, price: null }));
    expect(rig.of('anomaly').map(({ type, detail }) => `${type} ${detail}`)).toEqual([
      `fundingUnpaid ${instrument} in MAIN: no price is known`,
      `fundingUnpaid ${instrument} in SECOND: no price is known`,
    ]);
    expect(gainOf(rig)).toBe(0n);
  });

  test('of one instant comes once, over a restart too', () => {
    const rig = aMarket();
    const rate = aFundingRate({ instrument, at: 7, ratePpb: 10_000_000 });
    rig.feed(rate);
    rig.recover();
    rig.feed(rate, rate);
    expect(gainOf(rig)).toBe(-1_00n);
    rig.feed(aFundingRate({ instrument, at: 8, ratePpb: 10_000_000 }));
    expect(gainOf(rig)).toBe(-2_00n);
  });

  test('of what nobody holds says nothing', () => {
    const rig = new TradingRig({ instruments: [perpetual] });
    rig.said();
    rig.feed(aFundingRate({ instrument }));
    expect(rig.said()).toEqual([]);
  });

  test('of a share is none', () => {
    const rig = new TradingRig();
    rig.fill(rig.work(), { qty: 1 });
    rig.said();
    rig.feed(aFundingRate());
    expect(rig.said()).toEqual([]);
  });

  test('is a fact: who has not the money pays all the same', () => {
    const rig = aMarket();
    rig.feed(aFundingRate({ instrument, ratePpb: 1_000_000_000, price: 20_000_00 }));
    expect(gainOf(rig)).toBe(-20_000_00n);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

test('a mark price is what positions are valued at from then on, whatever trades', () => {
  const rig = aMarket();
  rig.feed(aMarkPrice({ instrument, price: 150_00 }), aQuote({ instrument, bid: 1, ask: 1 }));
  // The coin has gained 50 rupees and binds 75: at the quote it would have lost 99.99 and bound nothing.
  const withdraw = (entry: string, paise: bigint): readonly string[] => {
    const amount = rupees(-paise);
    rig.command({ type: 'transfer', account: main, entry, amount }, { strategy: null });
    return rig.said();
  };
  expect(withdraw('all', opening + 50_00n - 75_00n)).toEqual(['entry withdrawal']);
  expect(withdraw('more', 1n)).toEqual(['commandRefused']);
});
