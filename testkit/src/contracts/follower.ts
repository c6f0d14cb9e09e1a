import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { FileJournal, type Follower, type FollowerEnd } from '@argosy/journal';
import { describe, expect, test } from 'vitest';

import { SimDisk } from '../sim-disk.ts';

/** A follower under test. */
export type FollowerUnderTest = {
  readonly follower: Follower;
  /** Another handle on the same log, as another process would have it. */
  readonly other: () => Promise<Follower>;
  /** Opens it again after a loss of power. */
  readonly reopen: () => Promise<Follower>;
};

const KIB = 1024;
const nowhere: FollowerEnd = { position: 0, hash: new Uint8Array(32), last: null };

/** The blocks of a journal, each of two records, in the order it wrote them. */
async function someBlocks(count: number): Promise<readonly Uint8Array[]> {
  const blocks: Uint8Array[] = [];
  const take = (block: Uint8Array): Promise<void> => {
    blocks.push(block);
    return Promise.resolve();
  };
  const follower = {
    attach: () => Promise.resolve(nowhere),
    take,
    close: () => Promise.resolve(),
  };
  const journal = await FileJournal.open({
    folder: '/blocks',
    disk: new SimDisk(),
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * KIB,
    reserveBytes: KIB,
    blockBytesMax: 16 * KIB,
    recordBytesMax: 8 * KIB,
    accountOf: () => null,
    follower: { follower, policy: 'wait', onState: () => {} },
    onFatal: (error) => {
      throw error;
    },
  });
  for (let number = 1; number <= 2 * count; number += 1) {
    const input = { kind: 'time', availableAt: toTimestamp(number) } as const;
    journal.append({ kind: 'input', number: toInputNumber(number), input });
    if (number % 2 === 0) await journal.flush();
  }
  await journal.close();
  return blocks;
}

/** What every follower does, wherever it keeps its log. */
export function describeFollower(name: string, open: () => Promise<FollowerUnderTest>): void {
  describe(`${name}, a follower`, () => {
    test('begins with nothing, and tells where it ends', async () => {
      const { follower } = await open();
      expect(await follower.attach(1)).toEqual(nowhere);
      const blocks = await someBlocks(3);
      for (const block of blocks) await follower.take(block, 1);
      const { position, last } = await follower.attach(1);
      expect(position).toBe(6);
      expect(Buffer.from(last ?? []).equals(blocks[2] ?? new Uint8Array(1))).toBe(true);
    });

    test('what it took is there after a loss of power, and it goes on behind it', async () => {
      const { follower, reopen } = await open();
      const [one, two, three] = await threeBlocks();
      await follower.attach(1);
      await follower.take(one, 1);
      await follower.take(two, 1);
      const again = await reopen();
      expect((await again.attach(1)).position).toBe(4);
      await again.take(three, 1);
      expect((await again.attach(1)).position).toBe(6);
    });

    test('refuses a lower epoch than it has seen, after a loss of power too', async () => {
      const { follower, reopen } = await open();
      await follower.attach(7);
      await expect(follower.attach(6)).rejects.toMatchObject({ code: 'FENCED' });
      const again = await reopen();
      await expect(again.attach(6)).rejects.toMatchObject({ code: 'FENCED' });
      expect(await again.attach(7)).toEqual(nowhere);
    });

    test('takes nothing more from a writer that another one has followed', async () => {
      const { follower, other } = await open();
      const [one, two] = await threeBlocks();
      await follower.attach(1);
      await follower.take(one, 1);
      await (await other()).attach(2);
      await expect(follower.take(two, 1)).rejects.toMatchObject({ code: 'FENCED' });
    });

    test('refuses a block that does not continue its log, and is as it was', async () => {
      const { follower } = await open();
      const [one, two, three] = await threeBlocks();
      await follower.attach(1);
      await follower.take(one, 1);
      const damaged = two.slice();
      damaged[damaged.length - 1] = 1;
      damaged[70] = (damaged[70] ?? 0) ^ 1;
      for (const block of [three, one, damaged, two.subarray(0, 64), new Uint8Array(128)]) {
        await expect(follower.take(block, 1)).rejects.toMatchObject({ code: 'DIVERGED' });
      }
      expect((await follower.attach(1)).position).toBe(2);
      await follower.take(two, 1);
    });

    test('may be closed twice', async () => {
      const { follower } = await open();
      await follower.close();
      await follower.close();
    });
  });
}

async function threeBlocks(): Promise<readonly [Uint8Array, Uint8Array, Uint8Array]> {
  const [one, two, three] = await someBlocks(3);
  if (one === undefined || two === undefined || three === undefined) throw new Error('no blocks');
  return [one, two, three];
}
