import { toAskId, toStrategyId, toTimestamp } from 'argosy/core';
import { toInputNumber, type Input } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { LiveTape, type LiveTapeOptions } from './live-tape.ts';
import { readTape, readTapeGaps } from './read-tape.ts';
import { verifyLog } from './verify-log.ts';

const folder = '/tape';
const KIB = 1024;
const SECOND = 1_000_000;

const input = (number: number): Input => ({ kind: 'time', availableAt: toTimestamp(number) });

/** A tape on a disk, and what is heard of it. */
async function rig(disk: SimDisk, changes: Partial<LiveTapeOptions> = {}) {
  const life = { now: 0, next: 1 };
  const told: string[] = [];
  const tape = await LiveTape.open({
    folder,
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * KIB,
    reserveBytes: 2 * KIB,
    blockBytesMax: KIB,
    recordBytesMax: KIB / 2,
    takeOver: true,
    schedule: queueMicrotask,
    now: () => life.now,
    onState: (state, reason) => told.push(`${state}: ${reason}`),
    ...changes,
  });
  /** Tapes so many inputs, each made safe. */
  const take = async (count: number): Promise<void> => {
    for (let one = 0; one < count; one += 1) {
      tape.append(toInputNumber(life.next), input(life.next));
      life.next += 1;
      await tape.flush();
    }
  };
  return { tape, life, told, take };
}

const numbersOn = (disk: SimDisk): readonly number[] =>
  [...readTape(folder, disk)].map(({ number }) => number);

/** The numbers from 1 on that a tape has neither taken nor says to be without. */
function untold(disk: SimDisk, last: number): readonly number[] {
  const told = new Set(numbersOn(disk));
  for (const { from, upTo } of readTapeGaps(folder, disk)) {
    for (let number: number = from; number <= (upTo ?? last); number += 1)
      told.add(toInputNumber(number));
  }
  return Array.from({ length: last }, (_, at) => at + 1).filter(
    (one) => !told.has(toInputNumber(one)),
  );
}

test('on a full disk inputs are left out and told, and once there is room the tape goes on with the gap marked', async () => {
  const disk = new SimDisk({ capacity: 20 * KIB });
  const { tape, life, told, take } = await rig(disk);
  await take(400);
  expect([tape.state, told.length]).toEqual(['leavingOut', 1]);
  const before = numbersOn(disk).length;
  const from = before + 1;
  expect(told[0]).toMatch(
    new RegExp(`^leavingOut: inputs from ${from} on: the disk is nearly full`, 'u'),
  );
  expect([...readTapeGaps(folder, disk)]).toEqual([{ from, upTo: null }]);
  disk.capacity = 200 * KIB;
  life.now += SECOND;
  await take(1);
  life.now += SECOND;
  await take(50);
  expect(tape.state).toBe('taping');
  expect(told[1]).toBe(`taping: inputs ${from} to 401 are not on it`);
  expect([...readTapeGaps(folder, disk)]).toEqual([{ from, upTo: 401 }]);
  expect([numbersOn(disk).length, tape.leftOut]).toEqual([before + 50, 401 - before]);
  expect(untold(disk, 451)).toEqual([]);
  await tape.close();
  expect(verifyLog(folder, 'tape', disk).problem).toBeNull();
});

test('on a disk that stays full it asks again once a second, and nothing is ever refused', async () => {
  const disk = new SimDisk({ capacity: 20 * KIB });
  const { tape, life, told, take } = await rig(disk);
  for (let second = 0; second < 500; second += 1) {
    await take(3);
    life.now += SECOND;
  }
  await take(1);
  const { calls } = disk;
  await take(100);
  expect([told.length, disk.calls - calls]).toEqual([1, 0]);
  await tape.close();
  expect(untold(disk, 1601)).toEqual([]);
});

test('a tape that cannot begin begins once there is room, and the market goes on meanwhile', async () => {
  const disk = new SimDisk({ capacity: 2 * KIB });
  const { tape, life, told, take } = await rig(disk);
  expect([tape.state, told.length]).toEqual(['leavingOut', 1]);
  await take(5);
  disk.capacity = 200 * KIB;
  life.now += SECOND;
  await take(1);
  await new Promise(setImmediate);
  life.now += SECOND;
  await take(4);
  expect([tape.state, told.at(-1)]).toEqual(['taping', 'taping: inputs 1 to 6 are not on it']);
  await tape.close();
  expect([numbersOn(disk), [...readTapeGaps(folder, disk)]]).toEqual([
    [7, 8, 9, 10],
    [{ from: 1, upTo: 6 }],
  ]);
});

test('an error of the disk ends the tape and nothing beside it; the next start says from where it is without', async () => {
  const disk = new SimDisk();
  const { tape, told, take } = await rig(disk);
  await take(10);
  disk.failAt(disk.calls + 2);
  tape.append(toInputNumber(11), input(11));
  await expect(tape.flush()).rejects.toThrow(/EIO/u);
  tape.append(toInputNumber(12), input(12));
  expect([tape.state, tape.leftOut, told.length]).toEqual(['ended', 1, 1]);
  expect(told[0]).toMatch(/^ended: EIO/u);
  await tape.close();
  const left = disk.afterPowerLoss(() => false);
  const next = await rig(left);
  next.life.next = 13;
  await next.take(1);
  expect([...readTapeGaps(folder, left)]).toEqual([{ from: 11, upTo: 12 }]);
});

test('after a loss of power the next start says from which number on something may be missing', async () => {
  const disk = new SimDisk();
  const first = await rig(disk);
  await first.take(10);
  first.tape.append(toInputNumber(11), input(11));
  const left = disk.afterPowerLoss(() => false);
  const second = await rig(left);
  expect(second.tape.lastNumber).toBe(10);
  second.life.next = 15;
  await second.take(1);
  expect([...readTapeGaps(folder, left)]).toEqual([{ from: 11, upTo: 14 }]);
  await second.tape.close();
  const third = await rig(left);
  third.life.next = 16;
  await third.take(1);
  expect([...readTapeGaps(folder, left)]).toHaveLength(1);
  expect(third.told).toEqual([]);
});

test('what a first life has lost, whole, the next one says', async () => {
  const disk = new SimDisk();
  const first = await rig(disk);
  for (let number = 1; number <= 5; number += 1)
    first.tape.append(toInputNumber(number), input(number));
  const left = disk.afterPowerLoss(() => false);
  const second = await rig(left);
  second.life.next = 7;
  await second.take(1);
  expect([numbersOn(left), readTapeGaps(folder, left)]).toEqual([[7], [{ from: 1, upTo: 6 }]]);
});

test('a gap that a loss of power ended is marked too', async () => {
  const disk = new SimDisk({ capacity: 20 * KIB });
  const { life, take } = await rig(disk);
  await take(400);
  const [gap] = readTapeGaps(folder, disk);
  const left = disk.afterPowerLoss(() => false);
  left.capacity = 200 * KIB;
  const next = await rig(left);
  next.life.next = life.next;
  await next.take(5);
  expect([...readTapeGaps(folder, left)]).toEqual([{ from: gap?.from, upTo: 400 }]);
  expect(untold(left, 405)).toEqual([]);
});

test('more than may wait is left out', async () => {
  const { tape, told } = await rig(new SimDisk(), { backlogBytes: 2 * KIB, schedule: () => {} });
  for (let number = 1; number <= 100; number += 1)
    tape.append(toInputNumber(number), input(number));
  expect([tape.state, told.length]).toEqual(['leavingOut', 1]);
});

test('an input too large for a record is left out', async () => {
  const { tape } = await rig(new SimDisk());
  const refusal = { code: 'ASK_TIMED_OUT', reason: 'x'.repeat(600) };
  const result = { ok: false, refusal } as const;
  const availableAt = toTimestamp(1);
  const strategy = toStrategyId('EMA');
  tape.append(toInputNumber(1), {
    kind: 'answer',
    id: toAskId('Q-1'),
    strategy,
    availableAt,
    result,
  });
  expect([tape.state, tape.leftOut]).toEqual(['leavingOut', 1]);
});
