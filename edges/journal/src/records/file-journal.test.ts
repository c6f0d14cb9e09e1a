import {
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toOriginCode,
  toTimestamp,
} from 'argosy/core';
import { toInputNumber, type CommandBody } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';
import { anOrderRequest, aTouch, rupees, SimDisk } from '@argosy/testkit';
import { describeJournal } from '@argosy/testkit/contracts';
import { expect, test } from 'vitest';

import { FileJournal } from './file-journal.ts';
import { JournalReader, readJournal } from './journal-reader.ts';

const folder = '/journal';
const account = toAccountId('MAIN');
const other = toAccountId('OTHER');
const order = toOrderId('0000TEST000001');
const at = toTimestamp(5);

function open(disk: SimDisk, region = 'in'): Promise<FileJournal> {
  return FileJournal.open({
    folder,
    disk,
    shard: 'main',
    region,
    segmentBytes: 64 * 1024,
    reserveBytes: 1024,
    blockBytesMax: 16 * 1024,
    recordBytesMax: 8 * 1024,
    backlogBytes: 1024 * 1024,
    takeOver: true,
    accountOf: (id) => (id === order ? account : null),
    onFatal: (error) => {
      throw error;
    },
  });
}

describeJournal('FileJournal', async () => {
  let disk = new SimDisk();
  let journal = await open(disk);
  return {
    journal,
    settle: () => journal.flush(),
    reopen: async () => {
      disk = disk.afterPowerLoss(() => false);
      journal = await open(disk);
      return journal;
    },
  };
});

let next = 0;
function command(body: CommandBody): JournalEntry {
  const number = toInputNumber((next += 1));
  const origin = toOriginCode('TEST');
  const rest = { origin, strategy: null, readTo: toInputNumber(0), at } as const;
  return { kind: 'input', number, input: { kind: 'command', ...rest, body } };
}

function event(body: object): JournalEntry {
  const head = { number: toInputNumber(1), index: 0, at, receivedAt: at };
  return { kind: 'event', event: { ...head, ...body } } as JournalEntry;
}

const request = anOrderRequest({ account });
const place = { book: toBookId('B'), product: 'delivery', position: null } as const;
const instrument = toInstrumentId('SBIN.NSE');
const zero = rupees(0n);

const named: readonly (readonly [JournalEntry, string | null])[] = [
  [command({ type: 'submit', request, touch: aTouch() }), 'MAIN'],
  [command({ type: 'submitList', orders: [{ request, touch: aTouch() }] }), 'MAIN'],
  [command({ type: 'amend', order, qty: null, terms: null }), 'MAIN'],
  [command({ type: 'cancel', order: toOrderId('0000TEST000009') }), null],
  [command({ type: 'cancelAll', account: other, book: place.book, instrument: null }), 'OTHER'],
  [
    command({
      type: 'setState',
      account,
      scope: { kind: 'account' },
      state: 'HALTED',
      reason: 'x',
    }),
    'MAIN',
  ],
  [command({ type: 'transfer', account, entry: 'E-1', amount: rupees(5n) }), 'MAIN'],
  [
    command({
      type: 'movePosition',
      account,
      entry: 'E-2',
      instrument,
      qty: request.qty,
      from: place,
      to: { ...place, book: toBookId('C') },
    }),
    'MAIN',
  ],
  [{ kind: 'input', number: toInputNumber(9), input: { kind: 'time', availableAt: at } }, null],
  [
    event({ kind: 'order', order, change: { type: 'initialized', request, touch: aTouch() } }),
    'MAIN',
  ],
  [
    event({ kind: 'order', order, change: { type: 'accepted', brokerId: toBrokerOrderId('B-1') } }),
    'MAIN',
  ],
  [
    event({
      kind: 'entry',
      entry: 'E-1',
      account: other,
      purpose: 'deposit',
      order: null,
      legs: [],
    }),
    'OTHER',
  ],
  [
    event({
      kind: 'hold',
      order,
      account: other,
      change: 'placed',
      group: null,
      money: zero,
      qty: request.qty,
    }),
    'OTHER',
  ],
  [
    event({ kind: 'account', account, scope: { kind: 'account' }, state: 'ACTIVE', reason: '' }),
    'MAIN',
  ],
  [event({ kind: 'anomaly', type: 'transitionRefused', order, detail: 'late' }), 'MAIN'],
  [event({ kind: 'anomaly', type: 'transitionRefused', order: null, detail: 'late' }), null],
];

test('each record names its stream, its account and its region', async () => {
  const disk = new SimDisk();
  const journal = await open(disk);
  for (const [entry] of named) journal.append(entry);
  await journal.close();
  const records = [...readJournal({ folder, disk })];
  expect(records.map((record) => record.account)).toEqual(named.map(([, name]) => name));
  expect(records.map((record) => record.stream)).toEqual(named.map(([{ kind }]) => kind));
  expect(records.map(({ position, region }) => [position, region])).toEqual(
    named.map((_, index) => [index + 1, 'in']),
  );
  expect(records.map((record) => record.entry)).toEqual(named.map(([entry]) => entry));
});

test('a reader hears only what it asked for', async () => {
  const disk = new SimDisk();
  for (const region of ['in', 'us']) {
    const journal = await open(disk, region);
    for (const [entry] of named) journal.append(entry);
    await journal.close();
  }
  const positions = (query: object): number[] =>
    [...readJournal({ folder, disk, ...query })].map(({ position }) => position);
  const count = named.length;
  expect(positions({ account: 'OTHER' })).toEqual([5, 12, 13, 5 + count, 12 + count, 13 + count]);
  expect(positions({ stream: 'input', from: count })).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((one) => one + count),
  );
  expect(positions({ region: 'us' }).length).toBe(count);
  expect(positions({ region: 'us', account: 'OTHER', stream: 'input' })).toEqual([5 + count]);
  expect(positions({ account: 'NOBODY' })).toEqual([]);
});

test('a follower reads on as the journal grows, from segment to segment, each record once', async () => {
  const disk = new SimDisk();
  const journal = await open(disk);
  const reader = new JournalReader({ folder, disk });
  const heard: number[] = [];
  for (let round = 0; round < 120; round += 1) {
    for (const [entry] of named) journal.append(entry);
    await journal.flush();
    for (let some = reader.take(); some !== null; some = reader.take()) {
      heard.push(...some.map(({ position }) => position));
    }
    expect(heard.length).toBe((round + 1) * named.length);
  }
  expect(heard).toEqual(heard.map((_, index) => index + 1));
  expect(disk.list(folder).filter((name) => name.endsWith('.journal')).length).toBeGreaterThan(2);
  reader.close();
  await journal.close();
});

test('records are read as they are asked for: those before an unreadable one come first', async () => {
  const disk = new SimDisk();
  const journal = await open(disk);
  const nameless = { kind: 'status', account: '', status: 'open', reason: 'no such account' };
  journal.append(event({ ...nameless, account }));
  journal.append(event(nameless));
  await journal.close();
  const read: number[] = [];
  expect(() => {
    for (const { position } of readJournal({ folder, disk })) read.push(position);
  }).toThrow(/position 2/);
  expect(read).toEqual([1]);
});
