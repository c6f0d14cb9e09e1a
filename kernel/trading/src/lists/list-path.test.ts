import { toBrokerOrderId, toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { Effect, OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOco, linkOto, linkOuo } from 'argosy/orders';
import { TradingRig, aQuote, aTouch, anAccount, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const id = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);
const [entry, target, guard] = [id(1), id(2), id(3)];
const request = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: id(n), ...changes });
const exitAt = (n: number, terms: OrderTerms): OrderRequest => request(n, { side: 'sell', terms });
const aBracket = (stopAt = 9_900): readonly OrderRequest[] =>
  linkOto(
    request(1, { terms: limit(10_000) }),
    linkOuo([exitAt(2, limit(10_100)), exitAt(3, stop(stopAt))]),
    'eachFill',
  );

function submitList(rig: TradingRig, requests: readonly OrderRequest[]): void {
  const orders = requests.map((one) => ({ request: one, touch: aTouch() }));
  rig.command({ type: 'submitList', orders });
}

/** A rig at a market of 100.00 to 100.05 that has been sent a list. */
function sent(requests: readonly OrderRequest[], options = {}): TradingRig {
  const rig = new TradingRig(options);
  rig.feed(aQuote());
  submitList(rig, requests);
  return rig;
}

/** The effects since the last call, a word each. */
function asks(rig: TradingRig): readonly string[] {
  return rig.effects
    .splice(0)
    .map((effect) => `${effect.type} ${effect.order.at(-1)}${qtyOf(effect)}`);
}

function qtyOf(effect: Effect): string {
  if (effect.type === 'submit') return ` ${effect.request.qty} ${effect.request.terms.type}`;
  return effect.type === 'amend' ? ` ${effect.qty}` : '';
}

const statesOf = (rig: TradingRig): readonly (string | undefined)[] =>
  [entry, target, guard].map((one) => rig.machine.order(one)?.state);

describe('a bracket', () => {
  test('sends its entry alone and holds money for nothing else', () => {
    const rig = sent(aBracket());
    expect([asks(rig), rig.machine.book.holds().map(({ order }) => order)]).toEqual([
      ['submit 1 10 limit'],
      [entry],
    ]);
  });

  test('sends its exits with the size of what the entry has filled', () => {
    const rig = sent(aBracket());
    asks(rig);
    rig.fill(entry, { qty: 4 });
    expect(asks(rig)).toEqual(['submit 2 4 limit', 'submit 3 4 stopMarket']);
  });

  test('sets the position aside once for both exits', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    const other = rig.submit({ id: id(7), side: 'sell', qty: toQuantity(1) });
    expect([statesOf(rig), rig.machine.order(other)?.reason]).toEqual([
      ['FILLED', 'SUBMITTED', 'SUBMITTED'],
      'INSUFFICIENT_HOLDINGS: needs 1 SBIN.NSE, free 0',
    ]);
  });

  test('shrinks the stop when the target fills a part', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    asks(rig);
    rig.fill(target, { trade: 'T-2', qty: 3 });
    expect(asks(rig)).toEqual(['amend 3 7']);
  });

  test('cancels the stop when the target has filled', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    asks(rig);
    rig.fill(target, { trade: 'T-2', qty: 10 });
    rig.report(guard, { type: 'canceled', reason: null });
    expect([asks(rig), rig.machine.book.holds()]).toEqual([['cancel 3'], []]);
  });

  test('asks again for what has changed while an answer was awaited', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    rig.fill(target, { trade: 'T-2', qty: 3 });
    rig.fill(target, { trade: 'T-3', qty: 2 });
    asks(rig);
    rig.report(guard, { type: 'updated', qty: toQuantity(7), terms: stop(9_900) });
    expect(asks(rig)).toEqual(['amend 3 5']);
  });

  test('does not repeat what the broker has refused', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    rig.fill(target, { trade: 'T-2', qty: 3 });
    asks(rig);
    rig.report(guard, { type: 'modifyRejected', reason: 'busy' });
    expect(asks(rig)).toEqual([]);
  });

  test('keeps the target when the stop is rejected', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    rig.report(guard, { type: 'rejected', reason: 'band' });
    expect(statesOf(rig)).toEqual(['FILLED', 'SUBMITTED', 'REJECTED']);
  });

  test('ends its exits when the entry is canceled without a fill', () => {
    const rig = sent(aBracket());
    rig.report(entry, { type: 'canceled', reason: null });
    expect(statesOf(rig)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
  });

  test('books and flags what both exits fill, and goes on', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 10 });
    rig.fill(target, { trade: 'T-2', qty: 10 });
    rig.events.splice(0);
    rig.fill(guard, { trade: 'T-3', qty: 10 });
    const [filled] = rig.of('order');
    expect([
      rig.machine.counters.siblingFill,
      filled?.change.type === 'filled' ? filled.change.fill.flags : null,
      rig.machine.positions()[0]?.qty,
      rig.of('account'),
    ]).toEqual([1, ['sibling'], -10, []]);
  });

  test('sends a stop that the market has passed as a market order', () => {
    const rig = sent(aBracket());
    rig.feed(aQuote({ at: 1, bid: 9_800, ask: 9_805 }));
    asks(rig);
    rig.fill(entry, { qty: 10 });
    expect(asks(rig)).toEqual(['submit 2 10 limit', 'submit 3 10 market']);
  });

  test('sends a stop-limit that the market has passed as its limit', () => {
    const exits = [
      exitAt(2, { type: 'stopLimit', trigger: toPrice(9_900), limit: toPrice(9_890) }),
    ];
    const rig = sent(linkOto(request(1, { terms: limit(10_000) }), exits));
    rig.feed(aQuote({ at: 1, bid: 9_800, ask: 9_805 }));
    asks(rig);
    rig.fill(entry, { qty: 10 });
    expect(asks(rig)).toEqual(['submit 2 10 limit']);
  });

  test('looks at its exits again when it lets them go', () => {
    const rig = sent(aBracket());
    rig.setState('HALTED');
    rig.fill(entry, { qty: 10 });
    expect(rig.machine.order(guard)?.reason).toBe('ACCOUNT_HALTED: MAIN: test');
  });

  test('lets its exits go while the account only reduces', () => {
    const rig = sent(aBracket());
    rig.setState('REDUCING');
    rig.fill(entry, { qty: 10 });
    expect(statesOf(rig)).toEqual(['FILLED', 'SUBMITTED', 'SUBMITTED']);
  });

  test('goes on after a restart between entry and exit', () => {
    const rig = sent(aBracket());
    rig.restart();
    asks(rig);
    rig.fill(entry, { qty: 10 });
    rig.restart();
    rig.fill(target, { trade: 'T-2', qty: 10 });
    expect(asks(rig)).toEqual(['submit 2 10 limit', 'submit 3 10 stopMarket', 'cancel 3']);
  });

  test('is forgotten once all of it is closed', () => {
    const rig = sent(aBracket());
    rig.report(entry, { type: 'canceled', reason: null });
    expect(rig.machine.exportState().fold.lists).toEqual({ lists: [], refused: [], sent: [] });
  });
});

describe('a list that is refused', () => {
  test('for an exit off its tick is denied as a whole before anything is entered', () => {
    const rig = sent(aBracket(9_901));
    expect([
      asks(rig),
      [entry, target, guard].map((one) => rig.machine.order(one)?.reason),
    ]).toEqual([
      [],
      [
        'LIST_DENIED: 0000TEST000003 is PRICE_OFF_TICK',
        'LIST_DENIED: 0000TEST000003 is PRICE_OFF_TICK',
        'PRICE_OFF_TICK: price 99.01, tick 0.05',
      ],
    ]);
  });

  test('for the want of cash gives back what its first order had set aside', () => {
    const pair = linkOco([
      request(1, { terms: limit(10_000) }),
      request(2, { terms: limit(10_000), qty: toQuantity(1_000_000) }),
    ]);
    const rig = sent(pair);
    expect([rig.machine.order(id(2))?.state, rig.machine.book.holds()]).toEqual(['DENIED', []]);
  });

  test('as no list leaves no order behind', () => {
    const rig = new TradingRig();
    submitList(rig, [request(1), request(2)]);
    expect([rig.of('order'), rig.of('anomaly').map(({ order }) => order)]).toEqual([
      [],
      [id(1), id(2)],
    ]);
  });

  test('is so for an order of a list that comes alone', () => {
    const rig = new TradingRig();
    const [first] = aBracket();
    rig.submit({ link: first?.link ?? null });
    expect(rig.of('anomaly')[0]?.detail).toMatch(/^LIST_INCOMPLETE/);
  });
});

describe('an amendment', () => {
  test('of a waiting exit is done here and now', () => {
    const rig = sent(aBracket());
    asks(rig);
    rig.command({ type: 'amend', order: guard, qty: null, terms: stop(9_800) });
    expect([asks(rig), rig.machine.order(guard)?.terms]).toEqual([[], stop(9_800)]);
  });

  test('of a waiting exit to a price off its tick is refused', () => {
    const rig = sent(aBracket());
    rig.command({ type: 'amend', order: guard, qty: null, terms: stop(9_801) });
    expect([rig.of('anomaly')[0]?.detail, rig.machine.order(guard)?.terms]).toEqual([
      'PRICE_OFF_TICK: price 98.01, tick 0.05',
      stop(9_900),
    ]);
  });

  test('of an exit’s price keeps the size that the list gives it', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 4 });
    asks(rig);
    rig.command({ type: 'amend', order: guard, qty: null, terms: stop(9_850) });
    expect(asks(rig)).toEqual(['amend 3 4']);
  });

  test('of an exit’s quantity is refused', () => {
    const rig = sent(aBracket());
    rig.fill(entry, { qty: 4 });
    rig.amend(guard, 3, stop(9_900));
    expect(rig.of('anomaly')[0]?.detail).toBe('LIST_SIZED: 0000TEST000003 has 4 units, asked 3');
  });
});

describe('OCO entries', () => {
  const pair = linkOco([
    request(1, { terms: limit(9_000), qty: toQuantity(50) }),
    request(2, { terms: limit(9_500), qty: toQuantity(100) }),
  ]);

  test('set aside the cash of the dearer one only', () => {
    const rig = sent(pair, { accounts: [anAccount({ balances: [rupees(9_500_00n)] })] });
    expect([
      rig.machine.order(id(2))?.state,
      rig.machine.book.freeCash(anAccount().id, rupees(0n).currency),
    ]).toEqual(['SUBMITTED', 0n]);
  });

  test('cancel each other', () => {
    const rig = sent(pair);
    asks(rig);
    rig.fill(id(1), { qty: 1 });
    expect(asks(rig)).toEqual(['cancel 2']);
  });

  test('keep the books’ rules', () => {
    const rig = sent(pair);
    rig.fill(id(1), { qty: 1 });
    rig.fill(id(2), { trade: 'T-2', qty: 5 });
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

test('a list is recalled of which an order closed so long ago that it is not kept any more', () => {
  const rig = sent(aBracket(), { closedOrdersMax: 1 });
  rig.fill(entry, { qty: 10 });
  rig.cancel(rig.work({ id: id(7), side: 'buy', qty: toQuantity(1), terms: limit(9_000) }));
  rig.report(id(7), { type: 'canceled', reason: null });
  expect(rig.machine.order(entry)).toBeUndefined();
  rig.report(target, { type: 'accepted', brokerId: toBrokerOrderId('B-2') });
  const { fold } = rig.machine.exportState();
  rig.recall();
  expect(rig.machine.exportState().fold).toEqual(fold);
});
