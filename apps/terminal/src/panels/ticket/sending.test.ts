import type { Order, OrderTicket, Problem } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { expect, test, vi, type Mock } from 'vitest';

import { Sender, type ReadyOrder, type SendPlace } from './sending.ts';

const ticket: OrderTicket = {
  account: 'PAPER01',
  book: 'MANUAL',
  instrument: 'SBIN.NSE',
  product: 'delivery',
  side: 'buy',
  qty: '10',
  terms: { type: 'limit', limit: '812.00' },
};
const ready: ReadyOrder = { ok: true, ticket, list: null };
// The sender reads no more of an order than this.
const placed = { id: 'A1', side: 'buy', qty: '10', book: 'MANUAL', terms: ticket.terms } as Order;

function said<T>(value: T): ApiResult<T> {
  return { ok: true, value, status: 200, requestId: 'r', isReplayed: false, isBehind: false };
}

function problem(code: string, status = 0): { readonly ok: false; readonly problem: Problem } {
  const words = { type: '', title: '', detail: '', requestId: '', isRetryable: false };
  return { ok: false, problem: { ...words, status, code } };
}

type Rig = {
  readonly place: SendPlace & {
    readonly api: { readonly [Name in keyof SendPlace['api']]: Mock<SendPlace['api'][Name]> };
    readonly onPlaced: Mock<SendPlace['onPlaced']>;
    readonly known: Mock<SendPlace['known']>;
  };
  readonly sender: Sender;
};

function rig(found: readonly Order[] = []): Rig {
  let keys = 0;
  const place = {
    api: {
      placeOrder: vi.fn<SendPlace['api']['placeOrder']>(),
      placeOrderList: vi.fn<SendPlace['api']['placeOrderList']>(),
      listOrders: vi.fn<SendPlace['api']['listOrders']>(),
    },
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    now: () => 1_000_000,
    pass: () => Promise.resolve(),
    known: vi.fn<SendPlace['known']>(() => []),
    onPlaced: vi.fn<(order: Order) => void>(),
  };
  place.api.listOrders.mockResolvedValue(said({ items: found, next: null }));
  return { place, sender: new Sender(place) };
}

test('an order that is submitted twice is sent once', async () => {
  const { place, sender } = rig();
  place.api.placeOrder.mockResolvedValue(said({ order: placed, number: 1, isRepeat: false }));
  sender.submit(ready, false);
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
  expect(place.api.placeOrder).toHaveBeenCalledTimes(1);
  expect(place.onPlaced).toHaveBeenCalledWith(placed);
});

test('whoever wants to be asked is asked, and nothing goes out before', async () => {
  const { place, sender } = rig();
  place.api.placeOrder.mockResolvedValue(said({ order: placed, number: 1, isRepeat: false }));
  sender.submit(ready, true);
  expect(sender.state.value.step).toBe('confirming');
  expect(place.api.placeOrder).not.toHaveBeenCalled();
  sender.confirm();
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
});

test('without an answer the orders are looked through, and what arrived is found', async () => {
  const { place, sender } = rig([placed]);
  place.api.placeOrder.mockResolvedValue(problem('UNREACHABLE'));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
  expect(place.api.placeOrder).toHaveBeenCalledTimes(1);
});

test('what did not arrive is sent again only by hand, with the same key', async () => {
  const { place, sender } = rig();
  place.api.placeOrder.mockResolvedValue(problem('UNREACHABLE'));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('missing'));
  place.api.placeOrder.mockResolvedValue(said({ order: placed, number: 1, isRepeat: false }));
  sender.again();
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
  const keys = place.api.placeOrder.mock.calls.map(([{ key }]) => key);
  expect(keys).toEqual(['key-1', 'key-1']);
});

test('an order that is under way is not forgotten by going back', () => {
  const { place, sender } = rig();
  place.api.placeOrder.mockReturnValue(new Promise(() => {}));
  sender.submit(ready, false);
  sender.back();
  expect(sender.state.value.step).toBe('sending');
});

test('a refusal is shown with its problem', async () => {
  const { place, sender } = rig();
  place.api.placeOrder.mockResolvedValue(problem('ORDER_QTY_LIMIT', 422));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value).toMatchObject({ step: 'refused' }));
});

test('an answer that says that nothing is known is no refusal: the order is looked for', async () => {
  const { place, sender } = rig([placed]);
  place.api.placeOrder.mockResolvedValue(problem('ANSWER_TIMED_OUT', 504));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
  expect(place.api.placeOrder).toHaveBeenCalledTimes(1);
});

test('what comes late is found: it is looked for more than once', async () => {
  const { place, sender } = rig([placed]);
  place.api.placeOrder.mockResolvedValue(problem('UNREACHABLE'));
  place.api.listOrders.mockResolvedValueOnce(said({ items: [], next: null }));
  place.api.listOrders.mockResolvedValueOnce(problem('UNREACHABLE'));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('placed'));
});

test('the same order sent before is not taken for this one', async () => {
  const { place, sender } = rig([placed]);
  place.known.mockReturnValue([placed.id]);
  place.api.placeOrder.mockResolvedValue(problem('UNREACHABLE'));
  sender.submit(ready, false);
  await vi.waitFor(() => expect(sender.state.value.step).toBe('missing'));
});
