import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { angelFileOf } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { decodeSnapshot, encodeSnapshot } from './snapshot-format.ts';
import { readTexts } from './read-text.ts';
import { SnapshotStore } from './snapshot-store.ts';

const day = 20_778;
const angel = [...angelFileOf({ rows: 1500, day, seed: 'store' })].join('');
const plain = 'exchange,symbol,kind,isin,name\nNSE,SBIN,equity,INE062A01020,State Bank ₹\n';
const first = readTexts(
  [
    ['angel', angel],
    ['argosy', plain],
  ],
  day - 1,
).master;
const { master } = readTexts(
  [
    ['angel', angel.replace('INFY-EQ', 'INFYX-EQ')],
    ['argosy', plain],
  ],
  day,
  first,
);

let folder = '';
let store = new SnapshotStore('');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-instruments-'));
  store = new SnapshotStore(join(folder, 'days'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a folder of snapshots', () => {
  it('gives back every row, token and alias', () => {
    store.save(master.columns);
    const loaded = store.load(day);
    expect(loaded.columns).toEqual(master.columns);
    expect(loaded.aliases.length).toBe(1);
    for (let row = 0; row < master.size; row += 1) {
      expect(loaded.row(row)).toEqual(master.row(row));
      expect(loaded.findId(master.row(row).id)).toBe(row);
    }
  });

  it('lists its days, and finds the last one up to a day', () => {
    expect([store.days(), store.latest()]).toEqual([[], null]);
    store.save(master.columns);
    store.save(first.columns);
    writeFileSync(join(store.folder, 'notes.txt'), '');
    writeFileSync(join(store.folder, '2026-13-01.instruments'), '');
    expect(store.days()).toEqual([day - 1, day]);
    expect([store.latest(), store.latest(day - 1), store.latest(day - 2)]).toEqual([
      day,
      day - 1,
      null,
    ]);
  });

  it('leaves nothing beside the day it has written', () => {
    store.save(master.columns);
    store.save(master.columns);
    expect(readdirSync(store.folder)).toEqual(['2026-11-21.instruments']);
  });

  it('says which days there are where one is missing', () => {
    expect(() => store.load(day)).toThrow('expected a snapshot of that day, found none');
    store.save(first.columns);
    expect(() => store.load(day)).toThrow('found days from 2026-11-20 to 2026-11-20');
  });

  it('writes the same bytes for the same instruments', () => {
    const again = readTexts(
      [
        ['angel', angel.replace('INFY-EQ', 'INFYX-EQ')],
        ['argosy', plain],
      ],
      day,
      first,
    );
    expect(encodeSnapshot(again.master.columns).equals(encodeSnapshot(master.columns))).toBe(true);
  });

  const bytes = encodeSnapshot(master.columns);
  const changed = (at: number, byte: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = byte;
    return copy;
  };

  it.each([
    ['nothing', Buffer.alloc(0), 'a snapshot of instruments, found 0 other bytes'],
    ['another file', Buffer.alloc(500, 1), 'a snapshot of instruments, found 500 other bytes'],
    ['a later version', changed(8, 9), 'version 1, found version 9'],
    ['a file that is cut off', bytes.subarray(0, bytes.length - 1000), 'its own hash'],
    ['a changed head', changed(40, 0), 'its own hash'],
    ['a changed byte', changed(bytes.length >> 1, 0xa5), 'its own hash'],
    ['a changed hash', changed(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1), 'its own hash'],
  ])('refuses %s', (_, content, message) => {
    const path = store.save(master.columns);
    writeFileSync(path, content);
    expect(() => store.load(day)).toThrow(message);
  });

  const parsed = (text: string): object => {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  };
  /** A snapshot with another head, and the hash of that. */
  const forged = (change: Readonly<Record<string, unknown>>): Buffer => {
    const length = bytes.readUInt32LE(12);
    const head = parsed(bytes.toString('utf8', 16, 16 + length));
    const text = Buffer.from(JSON.stringify({ ...head, ...change }));
    const room = Math.ceil((16 + text.length) / 8) * 8;
    const columns = bytes.subarray(Math.ceil((16 + length) / 8) * 8, -32);
    const made = Buffer.alloc(room + columns.length + 32);
    bytes.copy(made, 0, 0, 12);
    made.writeUInt32LE(text.length, 12);
    text.copy(made, 16);
    columns.copy(made, room);
    createHash('sha256')
      .update(made.subarray(0, -32))
      .digest()
      .copy(made, made.length - 32);
    return made;
  };

  it.each([
    [{ rows: 3 }, 'a column of 4 numbers'],
    [{ rows: -1 }, 'a head within its bounds'],
    [{ rows: 1e9 }, 'a head within its bounds'],
    [{ sizes: [] }, 'no room for column 1'],
    [{ sizes: [1e12] }, 'no room for column 1'],
    [{ sources: Array.from({ length: 33 }, () => 'x') }, 'a head within its bounds'],
  ])('goes by no head that says %j, though its hash is right', (change, message) => {
    const read = (): unknown => decodeSnapshot(forged(change), 'forged');
    expect(read).toThrow(message);
  });

  it('keeps what was there when a write fails', () => {
    const path = store.save(master.columns);
    const before = readFileSync(path);
    rmSync(path);
    const inTheWay = new SnapshotStore(path);
    writeFileSync(path, before);
    expect(() => inTheWay.save(first.columns)).toThrow('EEXIST');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
