import {
  ledgerScales,
  toAccountId,
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toQuantity,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import { InstrumentTable, type ReportBody } from 'argosy/domain';
import { aFill, aFuture, anInstrument, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { CLOSED_ORDERS_MAX, PaperBooks } from './paper-books.ts';

const account = toAccountId('MAIN');
const at = toTimestamp(1);
const future = aFuture();

function aBook(funds = [rupees(1_000_000n)]): PaperBooks {
  const books = new PaperBooks(new InstrumentTable([anInstrument(), future]), ledgerScales({}));
  books.restore({ account, orders: [], fills: [], positions: [], funds });
  return books;
}

function note(books: PaperBooks, order: OrderId, body: ReportBody): void {
  books.note({ kind: 'report', account, order, eventAt: at, availableAt: at, body });
}

function work(books: PaperBooks, place: number, instrument = anInstrument().id): OrderId {
  const id = toOrderId(`0000BOOK${String(place).padStart(6, '0')}`);
  books.expect(anOrderRequest({ id, instrument }));
  note(books, id, { type: 'accepted', brokerId: toBrokerOrderId(`V-${id}`) });
  return id;
}

function fill(books: PaperBooks, order: OrderId, qty = 10): void {
  const { flags: _, ...bare } = aFill({ qty, fee: rupees(7n) });
  note(books, order, { type: 'filled', fill: bare });
}

describe('the books of a broker on paper', () => {
  test('pay for what is bought, and the fee', () => {
    const books = aBook();
    fill(books, work(books, 1));
    expect(books.answer(account, { type: 'funds' })).toMatchObject({
      result: { value: [rupees(1_000_000n - 100_000n - 7n)] },
    });
  });

  test('know no cash any more of a currency in which a future has traded', () => {
    const books = aBook();
    fill(books, work(books, 1, future.id));
    expect(books.answer(account, { type: 'funds' })).toMatchObject({ result: { value: [] } });
  });

  test('know no cash that they were never told of', () => {
    const books = aBook([]);
    fill(books, work(books, 1));
    expect(books.answer(account, { type: 'funds' })).toMatchObject({ result: { value: [] } });
  });

  test('count an order on its way as here, and list it once it has come', () => {
    const books = aBook();
    const request = anOrderRequest();
    books.expect(request);
    expect(books.has(account, request.id)).toBe(true);
    expect(books.isExpected(account, request.id)).toBe(true);
    expect(books.answer(account, { type: 'orders' })).toMatchObject({ result: { value: [] } });
  });

  test('list behind a mark what is at work and what has changed since, with all its fills', () => {
    const books = aBook();
    const [works, ended, late] = [work(books, 1), work(books, 2), work(books, 3)];
    fill(books, ended);
    fill(books, late, 4);
    const { mark } = books.answer(account, { type: 'orders' }) as { readonly mark: number };
    expect(namesOf(books, mark)).toEqual([[works, late], [late]]);
    fill(books, late, 6);
    expect(namesOf(books, mark)).toEqual([
      [works, late],
      [late, late],
    ]);
    expect(namesOf(books, mark + 1)).toEqual([[works], []]);
  });

  test('list all behind a mark that they never gave', () => {
    const books = aBook();
    fill(books, work(books, 1));
    expect(namesOf(books, 7)).toEqual(namesOf(books));
    expect(namesOf(books)).toMatchObject([[expect.any(String)], [expect.any(String)]]);
  });

  test('forget the oldest orders that are over, and none that works', () => {
    const books = aBook();
    const working = work(books, 0);
    for (let place = 1; place <= CLOSED_ORDERS_MAX + 1; place += 1) {
      note(books, work(books, place), { type: 'canceled', reason: null });
    }
    expect(books.has(account, toOrderId('0000BOOK000001'))).toBe(false);
    expect(books.has(account, toOrderId('0000BOOK000002'))).toBe(true);
    expect(books.has(account, working)).toBe(true);
  });
});

/** The orders that are listed behind a mark, and those of the fills. */
function namesOf(books: PaperBooks, mark?: number): readonly (readonly (OrderId | null)[])[] {
  const after = mark === undefined ? {} : { after: mark };
  const answers = (['orders', 'fills'] as const).map((type) =>
    books.answer(account, { type, ...after }),
  );
  return answers.map((answer) => {
    if (answer.type !== 'orders' && answer.type !== 'fills') throw new Error(answer.type);
    return answer.result.ok ? answer.result.value.map(({ order }) => order) : [];
  });
}

test('what is restored takes the place of what was known', () => {
  const books = aBook();
  fill(books, work(books, 1));
  books.restore({ account, orders: [], fills: [], positions: [held(3)], funds: [] });
  expect(books.answer(account, { type: 'positions' })).toEqual({
    type: 'positions',
    result: { ok: true, value: [held(3)] },
  });
});

function held(qty: number): Parameters<PaperBooks['restore']>[0]['positions'][number] {
  const instrument = toInstrumentId('SBIN.NSE');
  return { instrument, product: 'delivery', qty: toQuantity(qty), value: null };
}
