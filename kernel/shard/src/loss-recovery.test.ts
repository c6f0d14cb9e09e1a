import {
  decodeVersioned,
  encodeVersioned,
  MICROS_PER_DAY,
  toBrokerOrderId,
  toMinor,
  toQuantity,
} from 'argosy/core';
import { aQuote, aTradingConfig, ShardRig } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';
import { shardStateCodec } from './shard-state.ts';

const limited = { maxDrawdown: toMinor(100_00n) };
const daily = { maxDailyLoss: toMinor(100_00n) };

function price(rig: ShardRig, paise: number): void {
  rig.feed(aQuote({ at: rig.now, bid: paise, ask: paise }));
}

/** What becomes of an order to buy one more: the code it is denied with. */
function codeOf(rig: ShardRig): string | null {
  const order = rig.trading.order(rig.submit({ qty: toQuantity(1) }));
  return order?.state === 'DENIED' ? (order.reason?.split(':')[0] ?? '') : null;
}

/** Holds one, bought at 200 and seen at 900, in the day after. */
function lived(limits: typeof limited | typeof daily): [ShardRig, MemoryJournal] {
  const journal = new MemoryJournal('all', 1_000);
  const rig = new ShardRig({ journal, config: aTradingConfig({ limits }) }).open();
  price(rig, 200_00);
  const order = rig.submit({ qty: toQuantity(1) });
  rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId('B-1') });
  rig.fill(order, { qty: 1, price: 200_00 });
  price(rig, 900_00);
  rig.pass(MICROS_PER_DAY);
  price(rig, 890_00);
  return [rig, journal];
}

/** How a new process comes to know what was: by the whole journal, or by a snapshot. */
const ways = {
  'the journal': (_: ShardRig, journal: MemoryJournal, next: ShardRig): void => {
    next.shard.recover(journal.read());
  },
  'a snapshot': (rig: ShardRig, _: MemoryJournal, next: ShardRig): void => {
    const bytes = encodeVersioned(shardStateCodec, rig.shard.exportState());
    next.shard.importState(decodeVersioned(shardStateCodec, bytes));
    next.shard.recover([]);
  },
};

test.each([
  ['the journal', limited, 'DRAWDOWN_LIMIT'],
  ['a snapshot', limited, 'DRAWDOWN_LIMIT'],
  ['the journal', daily, 'DAILY_LOSS_LIMIT'],
  ['a snapshot', daily, 'DAILY_LOSS_LIMIT'],
] as const)(
  'what is lost behind a start from %s counts from before it: %o',
  (way, limits, code) => {
    const [rig, journal] = lived(limits);
    const config = aTradingConfig({ limits });
    const next = new ShardRig({ journal: new MemoryJournal('all', 1_000), config });
    ways[way](rig, journal, next);
    next.pass(rig.now);
    next.open();
    const blind = codeOf(next);
    price(next, 800_01);
    const before = codeOf(next);
    price(next, 800_00);
    expect([blind, before, codeOf(next)]).toEqual(['MARKET_PRICE_UNKNOWN', null, code]);
    expect(next.trading.checkInvariants()).toEqual([]);
  },
);
