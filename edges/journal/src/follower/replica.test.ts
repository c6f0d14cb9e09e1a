import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { SimDisk } from '@argosy/testkit';
import { expect, test, vi } from 'vitest';

import { FileJournal } from '../records/file-journal.ts';
import { readJournal } from '../records/journal-reader.ts';
import { verifyLog } from '../records/verify-log.ts';
import { FileFollower } from './file-follower.ts';
import type { Follower, FollowerEnd, FollowerPolicy } from './follower.ts';

const KIB = 1024;

/** A follower that can be taken away and given back. */
class Flaky implements Follower {
  isThere = true;
  /** Whether what it takes is there, and the line breaks before its answer. */
  losesAnswers = false;
  readonly inner: FileFollower;

  constructor(inner: FileFollower) {
    this.inner = inner;
  }

  attach(epoch: number): Promise<FollowerEnd> {
    return this.isThere ? this.inner.attach(epoch) : Promise.reject(new Error('gone'));
  }

  async take(block: Uint8Array, epoch: number): Promise<void> {
    if (!this.isThere) throw new Error('gone');
    await this.inner.take(block, epoch);
    if (!this.losesAnswers) return;
    this.isThere = false;
    throw new Error('no answer');
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

async function rig(policy: FollowerPolicy, changes: { isThere?: boolean; before?: number } = {}) {
  const [disk, other] = [new SimDisk(), new SimDisk()];
  const flaky = new Flaky(
    FileFollower.open({ folder: '/second', disk: other, shard: 'main', region: 'in' }),
  );
  flaky.isThere = changes.isThere ?? true;
  const states: string[] = [];
  const fatal: string[] = [];
  const options = {
    folder: '/first',
    disk,
    shard: 'main',
    region: 'in',
    segmentBytes: 32 * KIB,
    reserveBytes: 2 * KIB,
    blockBytesMax: 4 * KIB,
    recordBytesMax: KIB,
    takeOver: true,
    accountOf: () => null,
    onFatal: ({ message }: Error) => void fatal.push(message),
  };
  if (changes.before !== undefined) {
    const earlier = await FileJournal.open(options);
    await appendTo(earlier, changes.before);
    await earlier.close();
  }
  const onState = (state: string): void => void states.push(state);
  const open = (
    more: {
      readonly takeOver?: boolean;
      readonly disk?: SimDisk;
      readonly isAlone?: boolean;
    } = {},
  ): Promise<FileJournal> => {
    const { isAlone = false, ...changes } = more;
    const follower = { follower: flaky, policy, onState, retryMillis: 1 };
    return FileJournal.open({ ...options, ...changes, ...(isAlone ? {} : { follower }) });
  };
  return { disk, other, flaky, states, fatal, open };
}

async function appendTo(journal: FileJournal, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) appendOne(journal);
  await journal.flush();
}

function appendOne(journal: FileJournal): void {
  const number = journal.position + 1;
  const input = { kind: 'time', availableAt: toTimestamp(number) } as const;
  journal.append({ kind: 'input', number: toInputNumber(number), input });
}

const countIn = (disk: SimDisk, folder: string): number =>
  [...readJournal({ folder, disk })].length;
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

test('nothing is safe before the follower has it', async () => {
  const { flaky, open, other } = await rig('wait');
  const journal = await open();
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const take = flaky.inner.take.bind(flaky.inner);
  flaky.inner.take = async (block, epoch) => {
    await held;
    await take(block, epoch);
  };
  appendOne(journal);
  await turns(5);
  expect([journal.durable, countIn(other, '/second')]).toEqual([0, 0]);
  release();
  await journal.flush();
  expect([journal.durable, countIn(other, '/second')]).toEqual([1, 1]);
});

test('by the policy `wait` commits wait for a follower that is lost, and go on with it', async () => {
  const { flaky, open, other, states } = await rig('wait');
  const journal = await open();
  await appendTo(journal, 5);
  flaky.isThere = false;
  appendOne(journal);
  await turns(5);
  expect([journal.durable, journal.follower]).toEqual([5, 'waiting']);
  flaky.isThere = true;
  await journal.flush();
  expect([journal.durable, countIn(other, '/second')]).toEqual([6, 6]);
  expect([...new Set(states)]).toEqual(['waiting', 'following']);
  await journal.close();
});

test('a block whose answer was lost is not sent again', async () => {
  const { flaky, open, other } = await rig('wait');
  const journal = await open();
  flaky.losesAnswers = true;
  appendOne(journal);
  await turns(5);
  expect([journal.durable, countIn(other, '/second')]).toEqual([0, 1]);
  flaky.losesAnswers = false;
  flaky.isThere = true;
  await journal.flush();
  await appendTo(journal, 3);
  expect(countIn(other, '/second')).toBe(4);
  await journal.close();
});

test('by the policy `degrade` commits go on alone, which is told, and the follower comes up again', async () => {
  const { flaky, open, other, states } = await rig('degrade');
  const journal = await open();
  await appendTo(journal, 5);
  flaky.isThere = false;
  await appendTo(journal, 500);
  expect([journal.durable, journal.follower, states]).toEqual([505, 'alone', ['alone']]);
  flaky.isThere = true;
  await vi.waitFor(() => {
    appendOne(journal);
    expect(journal.follower).toBe('following');
  });
  await journal.flush();
  expect(countIn(other, '/second')).toBe(journal.durable);
  await journal.close();
});

test('a follower that begins later is given all there is', async () => {
  const { open, other } = await rig('wait', { before: 300 });
  const journal = await open();
  await appendTo(journal, 10);
  expect(countIn(other, '/second')).toBe(310);
  await journal.close();
});

test('without its follower a start fails by `wait`, and goes on alone by `degrade`', async () => {
  const waiting = await rig('wait', { isThere: false });
  await expect(waiting.open({ takeOver: false })).rejects.toThrow('gone');
  waiting.flaky.isThere = true;
  await (await waiting.open({ takeOver: false })).close();
  const degrading = await rig('degrade', { isThere: false });
  const journal = await degrading.open();
  await appendTo(journal, 3);
  expect([journal.durable, degrading.states]).toEqual([3, ['alone']]);
  await journal.close();
});

test('a writer that another one has followed stops, whatever the policy', async () => {
  for (const policy of ['wait', 'degrade'] as const) {
    const { flaky, open, fatal } = await rig(policy);
    const journal = await open();
    await appendTo(journal, 2);
    await flaky.inner.attach(9);
    appendOne(journal);
    await expect(journal.flush()).rejects.toThrow(/stopped/u);
    expect([journal.durable, fatal.length]).toEqual([2, 1]);
    expect(fatal[0]).toMatch(/follows epoch 9, not 1/u);
  }
});

test('a follower with more than one block that the journal lacks is refused, with both positions', async () => {
  const { flaky, open, disk } = await rig('wait');
  const journal = await open();
  for (let block = 0; block < 4; block += 1) await appendTo(journal, 1);
  await journal.close();
  for (const name of disk.list('/first'))
    if (name.endsWith('.journal')) disk.remove(`/first/${name}`);
  await expect(open()).rejects.toThrow(/it has 4, this journal 0/u);
  await flaky.close();
});

test.each(['in the same life', 'at the next start'])(
  'a follower gives up the one block that its journal lost with the power and went on without, %s',
  async (when) => {
    const { flaky, open, disk, other, fatal, states } = await rig('degrade');
    const journal = await open();
    await appendTo(journal, 3);
    const left = disk.afterPowerLoss(() => false);
    await appendTo(journal, 1);
    await journal.close();
    flaky.isThere = false;
    const alone = await open({ disk: left });
    await appendTo(alone, 2);
    if (when === 'at the next start') await alone.close();
    flaky.isThere = true;
    const again = when === 'at the next start' ? await open({ disk: left }) : alone;
    await vi.waitFor(() => expect(again.follower).toBe('following'));
    await appendTo(again, 1);
    await again.close();
    expect([fatal, states.includes('alone')]).toEqual([[], true]);
    expect([...readJournal({ folder: '/second', disk: other })]).toEqual([
      ...readJournal({ folder: '/first', disk: left }),
    ]);
    expect(verifyLog('/second', 'journal', other).problem).toBeNull();
    const opened = FileFollower.open({
      folder: '/second',
      disk: other,
      shard: 'main',
      region: 'in',
    });
    expect((await opened.attach(99)).position).toBe(again.position);
  },
);

test('a follower gives up a block that is longer than what its journal wrote instead', async () => {
  const { flaky, open, disk, other, fatal } = await rig('degrade');
  const journal = await open();
  await appendTo(journal, 3);
  const left = disk.afterPowerLoss(() => false);
  await appendTo(journal, 5);
  await journal.close();
  flaky.isThere = false;
  const alone = await open({ disk: left });
  await appendTo(alone, 1);
  await alone.close();
  flaky.isThere = true;
  const again = await open({ disk: left });
  expect([fatal, again.position, again.follower]).toEqual([[], 4, 'following']);
  await again.close();
  expect(countIn(other, '/second')).toBe(4);
});

test('a follower gives up that block too where its journal began anew and wrote nothing', async () => {
  const { flaky, open, disk, other, fatal } = await rig('degrade');
  const journal = await open();
  await appendTo(journal, 3);
  const left = disk.afterPowerLoss(() => false);
  await appendTo(journal, 2);
  await journal.close();
  flaky.isThere = false;
  await (await open({ disk: left })).close();
  flaky.isThere = true;
  const again = await open({ disk: left });
  await appendTo(again, 1);
  await again.close();
  expect([fatal, again.position]).toEqual([[], 4]);
  expect([...readJournal({ folder: '/second', disk: other })]).toEqual([
    ...readJournal({ folder: '/first', disk: left }),
  ]);
});

test('a block is not safe because the follower has another of its place', async () => {
  const { flaky, open, disk, other } = await rig('wait');
  const journal = await open();
  await appendTo(journal, 3);
  const left = disk.afterPowerLoss(() => false);
  await appendTo(journal, 2);
  await journal.close();
  // The journal begins anew in a life that follows nobody, and in the next one its line breaks.
  await (await open({ disk: left, isAlone: true })).close();
  const again = await open({ disk: left });
  flaky.isThere = false;
  appendOne(again);
  await turns(5);
  expect(again.durable).toBe(3);
  flaky.isThere = true;
  await vi.waitFor(() => expect(again.durable).toBe(4));
  await again.close();
  expect(countIn(other, '/second')).toBe(4);
});
