import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { linkOco } from 'argosy/orders';
import { anInstrument, aQuote, aSeat, ShardRig, TightJournal } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { STORAGE_REFUSALS_MAX } from './room-watch.ts';

const instrument = anInstrument().id;
const limit = toPrice(9_000);

/** Buys at every quote, or does what the test says, and keeps what it is told. */
class Buyer extends Strategy {
  readonly heard: (readonly [string, OrderId, string])[] = [];
  readonly seen: (string | undefined)[] = [];
  act = (): void => {
    this.orders.submit(this.made());
  };
  again = (): void => {};

  override onStart(): void {
    this.data.subscribeQuotes(instrument);
  }

  override onQuote(): void {
    this.act();
  }

  override onOrderDenied({ order, change, at, index }: OrderEventOf<'denied'>): void {
    this.heard.push([`denied ${at === this.clock.now} ${index}`, order, change.code]);
    this.seen.push(this.cache.order(order)?.state);
    this.again();
  }

  override onOrderModifyRejected({ order, change }: OrderEventOf<'modifyRejected'>): void {
    this.heard.push(['modifyRejected', order, change.reason]);
  }

  made() {
    return this.orders.limit({ instrument, side: 'buy', qty: toQuantity(1), limit });
  }

  send(): readonly OrderId[] {
    const sent = this.orders.submitList(linkOco([this.made(), this.made()]));
    return sent.map(({ request }) => request.id);
  }

  amend(order: OrderId): void {
    this.orders.amend(order, { qty: toQuantity(2) });
  }
}

/** A shard whose journal takes no further refusals on the record. */
function aShortShard(): { readonly shard: ShardRig; readonly buyer: Buyer } {
  const journal = new TightJournal();
  const buyer = new Buyer({});
  const shard = new ShardRig({ journal, seats: [aSeat({ strategy: buyer })] }).open();
  shard.feed(aQuote({ at: 1 }));
  journal.says = 'reserved';
  for (let order = 0; order < STORAGE_REFUSALS_MAX; order += 1) {
    shard.submit({ terms: { type: 'limit', limit } });
  }
  return { shard, buyer };
}

describe('a strategy whose command is turned away without a record', () => {
  test('is told with the next input that its order is denied, and why', () => {
    const { shard, buyer } = aShortShard();
    const { inputs } = shard.shard;
    shard.feed(aQuote({ at: 2 }));
    expect([buyer.heard, shard.shard.inputs]).toEqual([[], inputs + 1]);
    buyer.act = () => {};
    shard.feed(aQuote({ at: 3 }));
    const [told] = buyer.heard;
    expect([told?.[0], told?.[2]]).toEqual(['denied true -1', 'STORAGE_UNAVAILABLE']);
    expect(buyer.seen).toEqual([undefined]);
    shard.feed(aQuote({ at: 4 }));
    expect(buyer.heard).toHaveLength(1);
  });

  test('may answer with another order, once for each input', () => {
    const { shard, buyer } = aShortShard();
    shard.feed(aQuote({ at: 2 }));
    buyer.again = buyer.act;
    buyer.act = () => {};
    const heard = [3, 4, 5].map((at) => {
      shard.feed(aQuote({ at }));
      return buyer.heard.length;
    });
    expect(heard).toEqual([1, 2, 3]);
  });

  test('is told of every order of a list', () => {
    const { shard, buyer } = aShortShard();
    let ids: readonly OrderId[] = [];
    buyer.act = () => {
      ids = buyer.send();
    };
    shard.feed(aQuote({ at: 2 }));
    buyer.act = () => {};
    shard.feed(aQuote({ at: 3 }));
    expect(buyer.heard.map(([, order]) => order)).toEqual(ids);
    expect(ids).toHaveLength(2);
  });

  test('is told that its amendment is rejected, and its order stays as it is', () => {
    const { shard, buyer } = aShortShard();
    const [order] = shard.trading.openOrders();
    if (order === undefined) throw new Error('the first quote made an order');
    buyer.act = () => buyer.amend(order.request.id);
    shard.feed(aQuote({ at: 2 }));
    buyer.act = () => {};
    shard.feed(aQuote({ at: 3 }));
    expect(buyer.heard).toEqual([
      [
        'modifyRejected',
        order.request.id,
        expect.stringMatching(/^STORAGE_UNAVAILABLE: the disk is nearly full/u),
      ],
    ]);
    expect(shard.trading.order(order.request.id)?.state).toBe('SUBMITTED');
  });

  test('hears nothing of what others have asked for its order', () => {
    const { shard, buyer } = aShortShard();
    buyer.act = () => {};
    const [order] = shard.trading.openOrders();
    if (order === undefined) throw new Error('the first quote made an order');
    const body = {
      type: 'amend',
      order: order.request.id,
      qty: toQuantity(2),
      terms: null,
    } as const;
    expect(shard.command(body)?.code).toBe('STORAGE_UNAVAILABLE');
    shard.feed(aQuote({ at: 3 }));
    expect(buyer.heard).toEqual([]);
  });
});
