import { toAccountId, toMicros, toPrice, type OrderId } from 'argosy/core';
import type { OrderTerms, Side, TriggerSource } from 'argosy/domain';
import { linkOto } from 'argosy/orders';
import {
  WaitingRig,
  aLimit,
  aMarkPrice,
  anOrderRequest,
  aQuote,
  aSale,
  aStatus,
  aStop,
  aTouchOf,
  aTrade,
  aTrail,
  anIndexPrice,
  orderId,
  nthRequest,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const stateOf = (rig: WaitingRig, order: OrderId): string | undefined =>
  rig.machine.order(order)?.state;
const stopOf = (rig: WaitingRig, order: OrderId): number | null | undefined => {
  const terms = rig.machine.order(order)?.terms;
  return terms !== undefined && 'trigger' in terms ? terms.trigger : undefined;
};
const by = (triggerBy: TriggerSource) => ({
  instructions: { triggerBy, display: null, postOnly: false, expiresAt: null },
});

describe('an order whose venue does not know what it waits for', () => {
  test('waits here with what it needs set aside, and nothing leaves', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    expect([rig.said(), rig.left(), stateOf(rig, order)]).toEqual([
      ['initialized', 'hold placed', 'emulated'],
      [],
      'EMULATED',
    ]);
  });

  test('is refused where limits say so', () => {
    const rig = new WaitingRig({ limits: { unsupported: 'refuse' } });
    expect(rig.machine.order(rig.wait(aStop(10_100)))?.reason).toMatch('ORDER_TYPE_UNSUPPORTED');
  });

  test('leaves as what its venue knows with the first price at its trigger', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.said();
    rig.quote(10_090, 10_095);
    expect([rig.said(), rig.left()]).toEqual([[], []]);
    rig.quote(10_095, 10_100);
    expect([rig.said(), rig.left()]).toEqual([
      ['released', 'updated', 'submitted'],
      ['submit market 10'],
    ]);
    rig.quote(10_100, 10_105);
    expect([rig.left(), stateOf(rig, order)]).toEqual([[], 'SUBMITTED']);
  });

  test.each<{ what: string; terms: OrderTerms; side: Side; bid: number; leaves: string }>([
    {
      what: 'a stop of a seller',
      terms: aStop(9_900),
      side: 'sell',
      bid: 9_900,
      leaves: 'submit market 10',
    },
    {
      what: 'a touched buyer',
      terms: aTouchOf(9_905),
      side: 'buy',
      bid: 9_900,
      leaves: 'submit market 10',
    },
    {
      what: 'a touched seller',
      terms: aTouchOf(10_100),
      side: 'sell',
      bid: 10_100,
      leaves: 'submit market 10',
    },
    {
      what: 'a stop with a limit',
      terms: { type: 'stopLimit', trigger: toPrice(10_105), limit: toPrice(10_120) },
      side: 'buy',
      bid: 10_100,
      leaves: 'submit limit 10 at 10120',
    },
    {
      what: 'a touched one with a limit',
      terms: { type: 'limitIfTouched', trigger: toPrice(9_905), limit: toPrice(9_900) },
      side: 'buy',
      bid: 9_900,
      leaves: 'submit limit 10 at 9900',
    },
  ])('$what goes at its own side of the quote', ({ terms, side, bid, leaves }) => {
    const rig = new WaitingRig();
    rig.wait(terms, { side });
    rig.quote(bid > 10_000 ? bid - 5 : bid + 5);
    expect(rig.left()).toEqual([]);
    rig.quote(bid);
    expect(rig.left()).toEqual([leaves]);
  });

  test('goes at once where the price of now is at its trigger already', () => {
    const rig = new WaitingRig();
    rig.quote(9_980, 10_010);
    rig.wait(aStop(10_000));
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('takes at the price of now and rests there where its venue cannot make that price itself', () => {
    const rig = new WaitingRig();
    rig.wait({ type: 'marketToLimit', limit: null });
    rig.wait({ type: 'marketToLimit', limit: null }, aSale());
    expect(rig.left()).toEqual(['submit limit 10 at 10005', 'submit limit 10 at 10000']);
  });

  test('fills as what it left as', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.quote(10_100);
    rig.fill(order, { qty: 10, price: 10_105 });
    expect([stateOf(rig, order), rig.machine.checkInvariants()]).toEqual(['FILLED', []]);
  });

  test('does not rest in the book of its venue: nobody trades with it there', () => {
    const rig = new WaitingRig();
    rig.wait({ type: 'limitIfTouched', trigger: toPrice(9_905), limit: toPrice(10_000) });
    const other = rig.submit({ ...aSale(), terms: aLimit(10_000), book: anOrderRequest().book });
    expect(stateOf(rig, other)).toBe('SUBMITTED');
  });

  test('a fill of it shows that somebody has sent it, and is booked', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.said();
    rig.fill(order, { qty: 10, price: 10_105 });
    expect([rig.said().slice(0, 4), stateOf(rig, order)]).toEqual([
      ['transitionRefused', 'released', 'submitted', 'REDUCING'],
      'FILLED',
    ]);
  });
});

describe('the price that lets it go', () => {
  test.each<[TriggerSource, (rig: WaitingRig) => void, (rig: WaitingRig) => void]>([
    ['last', (rig) => rig.quote(10_200), (rig) => rig.trades(10_100)],
    ['touch', (rig) => rig.trades(10_200), (rig) => rig.quote(10_095)],
    ['mid', (rig) => rig.quote(10_095, 10_100), (rig) => rig.quote(10_095, 10_105)],
    ['doubleLast', (rig) => rig.trades(10_100), (rig) => rig.trades(10_100)],
    ['doubleTouch', (rig) => rig.quote(10_100), (rig) => rig.quote(10_100)],
  ])('by %s', (source, notYet, now) => {
    const rig = new WaitingRig();
    rig.wait(aStop(10_100), by(source));
    notYet(rig);
    expect(rig.left()).toEqual([]);
    now(rig);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('may be the mark or the index that the exchange tells', () => {
    const rig = new WaitingRig();
    rig.wait(aStop(10_100), by('mark'));
    rig.wait(aStop(10_100), by('index'));
    rig.quote(10_200);
    expect(rig.left()).toEqual([]);
    rig.feed(aMarkPrice({ at: rig.now, price: 10_100 }));
    expect([rig.left(), stateOf(rig, orderId(2))]).toEqual([['submit market 10'], 'EMULATED']);
    rig.feed(anIndexPrice({ at: rig.now, price: 10_100 }));
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('of the index is no price of the order: it is held for, and judged, at the market', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(2_450_000), { ...by('index'), product: 'margin' });
    expect(stateOf(rig, order)).toBe('EMULATED');
    const { currency } = rupees(0n);
    expect(rig.machine.book.held(toAccountId('MAIN'), currency)).toBe(1_000_50n);
    rig.quote(10_100);
    expect(rig.left()).toEqual([]);
    rig.feed(anIndexPrice({ at: rig.now, price: 2_450_000 }));
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('of the index lets a child wait that its entry has let go, whatever its own price is', () => {
    const rig = new WaitingRig();
    const stop = { side: 'sell', terms: aStop(2_450_000), ...by('index') } as const;
    const list = linkOto(nthRequest(1), [nthRequest(2, stop)], 'eachFill');
    rig.feed(anIndexPrice({ at: rig.now, price: 2_460_000 }));
    rig.send(list);
    rig.fill(orderId(1), { trade: 'T-1', qty: 10 });
    expect(stateOf(rig, orderId(2))).toBe('EMULATED');
  });

  test('two in a row is not two with a third between them', () => {
    const rig = new WaitingRig();
    rig.wait(aStop(10_100), by('doubleLast'));
    for (const price of [10_100, 10_095, 10_100]) rig.trades(price);
    expect(rig.left()).toEqual([]);
  });

  test('the first of two in a row counts on where only the size changes, as with the exits of a bracket', () => {
    const rig = new WaitingRig();
    const stop = { side: 'sell', terms: aStop(9_900), ...by('doubleLast') } as const;
    rig.send(linkOto(nthRequest(1), [nthRequest(2, stop)], 'eachFill'));
    rig.fill(orderId(1), { trade: 'T-1', qty: 4 });
    rig.left();
    rig.trades(9_900);
    rig.fill(orderId(1), { trade: 'T-2', qty: 6 });
    expect(rig.left()).toEqual([]);
    rig.trades(9_900);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('the first of two in a row is forgotten with another trigger', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100), by('doubleLast'));
    rig.trades(10_100);
    rig.amend(order, 10, aStop(10_105));
    rig.trades(10_105);
    expect(rig.left()).toEqual([]);
    rig.trades(10_105);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('is a trade where an instrument has no quotes', () => {
    const rig = new WaitingRig({ instruments: [...new WaitingRig().config.instruments.all] });
    rig.machine.importState({
      ...rig.machine.exportState(),
      touches: rig.machine.exportState().touches.map((row) => ({ ...row, bid: null, ask: null })),
    });
    rig.wait(aStop(10_100));
    rig.trades(10_100);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('is none of an earlier session, however late it comes', () => {
    const rig = new WaitingRig();
    rig.wait(aStop(10_100));
    rig.feed(aQuote({ at: 0, availableAt: rig.now, bid: 10_200, ask: 10_205 }));
    expect(rig.left()).toEqual([]);
  });

  test('is none that is older than limits allow', () => {
    const rig = new WaitingRig({ staleAfter: toMicros(500_000) });
    rig.wait(aStop(10_100));
    rig.feed(aTrade({ at: rig.now - 600_000, price: 10_200 }));
    rig.feed(aQuote({ at: rig.now - 600_000, bid: 10_200, ask: 10_205 }));
    expect(rig.left()).toEqual([]);
  });

  test('is none of a halt, nor one from before it', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.feed(aStatus({ at: rig.now, state: 'halted' }));
    rig.quote(10_200);
    rig.feed(aStatus({ at: rig.now, state: 'open' }));
    rig.amend(order, 10, aStop(10_150));
    expect(rig.left()).toEqual([]);
    rig.quote(10_200);
    expect(rig.left()).toEqual(['submit market 10']);
  });
});

describe('a stop that follows', () => {
  test('says each step that it takes, and never falls back', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aTrail(100), aSale());
    const stops = [10_000, 10_050, 9_990, 10_050, 10_055].map((bid) => {
      rig.quote(bid);
      return stopOf(rig, order);
    });
    expect(stops).toEqual([9_900, 9_950, 9_950, 9_950, 9_955]);
    expect(rig.said().filter((word) => word === 'updated')).toHaveLength(3);
  });

  test('of a buyer follows the ask down', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aTrail(100));
    rig.quote(9_900, 9_905);
    expect(stopOf(rig, order)).toBe(10_005);
    rig.quote(10_000, 10_005);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('leaves with a limit behind where it stood', () => {
    const rig = new WaitingRig();
    const trail = { by: 'ticks', ticks: 20 } as const;
    const limitOffset = toPrice(50);
    const type = 'trailingStopLimit';
    rig.wait({ type, trail, limitOffset, activation: null, trigger: null }, aSale());
    rig.quote(9_900);
    expect(rig.left()).toEqual(['submit limit 10 at 9850']);
  });

  test('stands after a restart where it stood before, and not behind the price of then', () => {
    for (const restart of ['recover', 'resume'] as const) {
      const rig = new WaitingRig();
      const order = rig.wait(aTrail(100), aSale());
      rig.quote(10_300);
      rig[restart]();
      expect(stopOf(rig, order)).toBe(10_200);
      rig.quote(10_200);
      expect(rig.left()).toEqual(['submit market 10']);
    }
  });

  test('waits where the journal is short of room, and still goes', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aTrail(100), aSale());
    const body = rig.machine.roomCommand('no room');
    if (body !== null) rig.command(body, { strategy: null, origin: '0000' });
    rig.quote(10_300);
    expect(stopOf(rig, order)).toBe(9_900);
    rig.quote(9_900);
    expect(rig.left()).toEqual(['submit market 10']);
  });

  test('keeps its place under a narrower trail, and gives way for a wider one', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aTrail(100), aSale());
    rig.quote(10_200);
    rig.amend(order, 10, aTrail(50));
    expect(stopOf(rig, order)).toBe(10_150);
    rig.amend(order, 10, aTrail(200));
    expect(stopOf(rig, order)).toBe(10_000);
  });
});

describe('what its owner asks of it', () => {
  test('a cancel ends it here and now, and gives back what it held', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.said();
    rig.cancel(order);
    rig.quote(10_200);
    expect([rig.said(), rig.left()]).toEqual([['canceled', 'hold released'], []]);
  });

  test('an amendment changes it here and now, and what it holds with it', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.said();
    rig.amend(order, 20, aStop(10_200));
    expect([rig.said(), rig.left()]).toEqual([['hold placed', 'updated'], []]);
    rig.amend(order, 5, aStop(10_200));
    expect(rig.said()).toEqual(['updated', 'hold posted']);
    rig.quote(10_150);
    rig.quote(10_195);
    expect(rig.left()).toEqual(['submit market 5']);
  });

  test('an amendment that crosses its price asks for what it has become', () => {
    const rig = new WaitingRig();
    const stopLimit = (limit: number): OrderTerms => ({
      type: 'stopLimit',
      trigger: toPrice(10_100),
      limit: toPrice(limit),
    });
    const order = rig.wait(stopLimit(10_110));
    rig.quote(10_150);
    rig.accept(1);
    rig.left();
    rig.amend(order, 10, stopLimit(10_120));
    expect(rig.left()).toEqual(['amend limit 10 at 10120']);
  });

  test('an amendment that a check refuses changes nothing', () => {
    const rig = new WaitingRig();
    const order = rig.wait(aStop(10_100));
    rig.said();
    rig.amend(order, 10, aStop(9_900));
    expect([rig.said(), stopOf(rig, order)]).toEqual([['commandRefused'], 10_100]);
  });

  test('the same order sent twice is refused as it would be of one that has left', () => {
    const rig = new WaitingRig({ limits: { duplicateWindow: toMicros(10_000_000) } });
    rig.wait(aStop(10_100));
    expect(rig.machine.order(rig.wait(aStop(10_100)))?.reason).toMatch('DUPLICATE_ORDER');
  });
});
