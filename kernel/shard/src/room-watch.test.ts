import { toAccountId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { StateScope } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { linkOto } from 'argosy/orders';
import { anInstrument, aQuote, aSeat, aTouch, ShardRig, TightJournal } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';
import type { JournalEntry } from './ports.ts';
import { ROOM_LOOK_EVERY, STORAGE_REFUSALS_MAX } from './room-watch.ts';

const main = toAccountId('MAIN');
const storage: StateScope = { kind: 'storage' };
const stop = { side: 'sell', terms: { type: 'stopMarket', trigger: toPrice(8_000) } } as const;
const limit = { type: 'limit', limit: toPrice(9_000) } as const;

function rig() {
  const journal = new TightJournal();
  const shard = new ShardRig({ journal }).open();
  shard.feed(aQuote({ at: 1 }));
  return { journal, shard };
}

const stateOf = (shard: ShardRig, id: Parameters<ShardRig['report']>[0]) => {
  const order = shard.trading.order(id);
  return `${order?.state} ${order?.reason ?? ''}`.trim();
};

describe('a journal that is short of room', () => {
  test('lets new orders and amendments be refused with a code, and takes all the rest', () => {
    const { journal, shard } = rig();
    const [one, two] = [shard.submit({ terms: limit }), shard.submit({ terms: limit })];
    journal.says = 'reserved';
    expect(stateOf(shard, shard.submit({ terms: limit }))).toMatch(/^DENIED STORAGE_UNAVAILABLE/u);
    shard.command({ type: 'amend', order: one, qty: toQuantity(5), terms: null });
    expect(stateOf(shard, one)).toMatch(/^SUBMITTED STORAGE_UNAVAILABLE/u);
    shard.fill(one, { qty: 10 });
    shard.command({ type: 'cancel', order: two });
    const [first, second] = [one, two].map((id) => shard.trading.order(id));
    expect([first?.state, second?.pending]).toEqual(['FILLED', 'cancel']);
    const scope = { kind: 'account' } as const;
    shard.command({ type: 'kill', account: main, scope, reason: 'enough' });
    expect(shard.trading.stateOf(main, scope)).toBe('HALTED');
    expect(shard.sent.map(({ type }) => type)).toEqual(['submit', 'submit', 'cancel']);
  });

  test('is an input of its own before the order that met it, and is told once', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    for (let order = 0; order < 3; order += 1) shard.submit({ terms: limit });
    const told = [...journal.read()].filter((entry) => /"storage"/u.test(textOf(entry)));
    expect(told.map(({ kind }) => kind)).toEqual(['input', 'event']);
    const events = shard.said.map((event) =>
      event.kind === 'order' ? event.change.type : event.kind,
    );
    expect(events.slice(-7)).toEqual([
      'account',
      'initialized',
      'denied',
      'initialized',
      'denied',
      'initialized',
      'denied',
    ]);
  });

  test('is found out again by whatever comes, and not asked more than once a second', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    shard.submit({ terms: limit });
    const { looks } = journal;
    journal.says = 'open';
    shard.feed(aQuote({ at: 2 }));
    expect([journal.looks, shard.trading.stateOf(main, storage)]).toEqual([looks, 'HALTED']);
    shard.pass(ROOM_LOOK_EVERY);
    shard.feed(aQuote({ at: 3 }));
    expect([journal.looks, shard.trading.stateOf(main, storage)]).toEqual([looks + 1, 'ACTIVE']);
    expect(stateOf(shard, shard.submit({ terms: limit }))).toBe('SUBMITTED');
  });

  test('is found out again where nothing comes', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    shard.submit({ terms: limit });
    journal.says = 'open';
    shard.pass(ROOM_LOOK_EVERY);
    shard.shard.lookForRoom(shard.now);
    expect(shard.trading.stateOf(main, storage)).toBe('ACTIVE');
  });

  test('keeps of what cannot be read no more traces than of orders', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    const amend = { type: 'amend', order: toOrderId('A'), qty: null, terms: null } as const;
    const unreadable = Object.assign({}, amend, { qty: 1.5 });
    const before = shard.said.length;
    for (let count = 0; count < STORAGE_REFUSALS_MAX + 50; count += 1) {
      expect(shard.command(unreadable)).not.toBeNull();
    }
    const kept = shard.said.slice(before).filter(({ kind }) => kind === 'anomaly');
    expect(kept).toHaveLength(STORAGE_REFUSALS_MAX);
  });

  test('neither overrides nor clears a halt of a person', () => {
    const { journal, shard } = rig();
    const [scope, reason] = [{ kind: 'firm' } as const, 'the owner said so'];
    shard.command({ type: 'setState', account: main, scope, state: 'HALTED', reason });
    journal.says = 'reserved';
    expect(stateOf(shard, shard.submit({ terms: limit }))).toMatch(/^DENIED FIRM_HALTED/u);
    journal.says = 'open';
    shard.pass(ROOM_LOOK_EVERY);
    expect(stateOf(shard, shard.submit({ terms: limit }))).toMatch(
      /FIRM_HALTED.*the owner said so/u,
    );
    expect(shard.trading.stateOf(main, storage)).toBe('ACTIVE');
  });

  test('is nothing that anybody else may say or take back', () => {
    const { journal, shard } = rig();
    const body = { type: 'setState', account: main, scope: storage, reason: 'please' } as const;
    shard.command({ ...body, state: 'HALTED' });
    shard.command({ type: 'kill', account: main, scope: storage, reason: 'please' });
    expect(shard.trading.storageShortage).toBeNull();
    journal.says = 'reserved';
    shard.submit({ terms: limit });
    shard.command({ ...body, state: 'ACTIVE' });
    expect(shard.trading.storageShortage).not.toBeNull();
    expect(shard.trading.counters.commandRefused).toBe(3);
  });

  test('is known after a restart, with the same hash', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    shard.submit({ terms: limit });
    const after = new ShardRig({ journal: new MemoryJournal() });
    after.shard.recover(journal.read());
    expect(after.trading.hash()).toBe(shard.trading.hash());
    expect(after.trading.stateOf(main, storage)).toBe('HALTED');
  });

  test('lets the exits of an entry out that fills meanwhile', () => {
    const { journal, shard } = rig();
    const [entry, exit] = [shard.order({ terms: limit }), shard.order(stop)];
    const orders = linkOto(entry, [exit], 'eachFill').map((request) => ({
      request,
      touch: aTouch(),
    }));
    shard.command({ type: 'submitList', orders });
    journal.says = 'reserved';
    shard.submit({ terms: limit });
    shard.fill(entry.id, { qty: 10 });
    expect([stateOf(shard, entry.id), stateOf(shard, exit.id)]).toEqual(['FILLED', 'SUBMITTED']);
  });
});

describe('a sender that does not stop', () => {
  test('is refused without a record after so many orders, until there is room again', () => {
    const { journal, shard } = rig();
    journal.says = 'reserved';
    for (let order = 0; order < STORAGE_REFUSALS_MAX; order += 1) shard.submit({ terms: limit });
    const [records, inputs] = [journal.durable, shard.shard.inputs];
    const body = {
      type: 'submit',
      request: shard.order({ terms: limit }),
      touch: aTouch(),
    } as const;
    expect(shard.command(body)).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect([journal.durable, shard.shard.inputs]).toEqual([records, inputs]);
    journal.says = 'open';
    shard.pass(ROOM_LOOK_EVERY);
    expect(shard.command(body)).toBeNull();
    expect(stateOf(shard, body.request.id)).toBe('SUBMITTED');
  });

  test('that is a strategy sees that it is halted, and none of its orders stays unanswered', () => {
    const states = new Set<string>();
    let open = 0;
    class Buyer extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(anInstrument().id);
      }

      override onQuote(): void {
        states.add(this.context.tradingState());
        open = this.cache.openOrderCount;
        const [qty, side] = [toQuantity(1), 'buy'] as const;
        this.orders.submit(this.orders.market({ instrument: anInstrument().id, side, qty }));
      }
    }
    const journal = new TightJournal();
    journal.says = 'reserved';
    const shard = new ShardRig({ journal, seats: [aSeat({ strategy: new Buyer({}) })] }).open();
    for (let at = 1; at < STORAGE_REFUSALS_MAX + 20; at += 1) shard.feed(aQuote({ at }));
    expect([...states]).toEqual(['ACTIVE', 'HALTED']);
    expect([open, shard.trading.counters.denied]).toEqual([0, STORAGE_REFUSALS_MAX]);
  });
});

function textOf(entry: JournalEntry): string {
  return JSON.stringify(entry, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
