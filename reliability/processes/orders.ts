import { join } from 'node:path';

import type { DeathPlan } from './death.ts';

/** What a process is told at its start. */
export type Orders = DeathPlan & {
  readonly folder: string;
  readonly port: number;
  readonly seed: string;
  /** Whether a kill is a loss of power. */
  readonly isPowerLoss: boolean;
};

/** The folders of a process. */
export function foldersIn(
  folder: string,
): Readonly<Record<'journal' | 'tape' | 'snapshots', string>> {
  return {
    journal: join(folder, 'journal'),
    tape: join(folder, 'tape'),
    snapshots: join(folder, 'snapshots'),
  };
}
