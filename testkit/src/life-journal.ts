import { FileJournal } from '@argosy/journal';

import { aLivelyConfig, liveThrough, type LifeStep } from './random-life.ts';
import { ShardRig } from './shard-rig.ts';

/** Writes the journal of a shard that lives through steps into a folder, and gives its last position. */
export async function writeLifeJournal(
  folder: string,
  steps: readonly LifeStep[],
): Promise<number> {
  let rig: ShardRig | null = null;
  const journal = await FileJournal.open({
    folder,
    shard: 'main',
    region: 'in',
    segmentBytes: 8 << 20,
    reserveBytes: 1 << 16,
    accountOf: (order) => rig?.trading.order(order)?.request.account ?? null,
    onFatal: (error) => {
      throw error;
    },
  });
  rig = new ShardRig({ journal, config: aLivelyConfig() }).open();
  for (const [place, step] of steps.entries()) {
    liveThrough(rig, step);
    // Blocks of a size that a live shard would write.
    if (place % 50 === 0) await journal.flush();
  }
  await journal.close();
  return journal.position;
}

/** So many steps of a life, the same for the same seed. */
export function lifeSteps(count: number, seed: number): readonly LifeStep[] {
  let state = seed;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % 1_000;
  };
  return Array.from({ length: count }, () => [next(), next(), next(), next(), next(), next()]);
}
