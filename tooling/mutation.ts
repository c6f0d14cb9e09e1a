import { availableParallelism, tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { copySources } from '../reliability/planted/copy-sources.ts';
import { loadMutants, sampleOf, type PlacedMutant } from './mutation/load-mutants.ts';
import { MutantRunner, type Verdict } from './mutation/mutant-runner.ts';

const SCORE_MIN = 85;
const root = join(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: 'ledger,risk,orders' },
    sample: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    full: { type: 'boolean', default: false },
  },
});

type Judged = { readonly mutant: PlacedMutant; readonly verdict: Verdict };

/** Judges the mutants of a room, each worker in a copy of its own. */
async function judge(
  mutants: readonly PlacedMutant[],
  copies: readonly string[],
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const waiting = [...mutants];
  const work = async (copy: string): Promise<void> => {
    const runner = new MutantRunner(copy);
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      judged.push({ mutant, verdict: await runner.judge(mutant) });
    }
  };
  await Promise.all(copies.map(work));
  return judged;
}

const copies = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
  mkdtempSync(join(tmpdir(), 'argosy-mutation-')),
);
try {
  for (const copy of copies) copySources(root, copy);
  let isGreen = true;
  for (const room of values.rooms.split(',')) {
    const all = loadMutants(root, room);
    const size = values.full ? all.length : Number(values.sample);
    const judged = await judge(sampleOf(all, { size, seed: Number(values.seed) }), copies);
    const survived = judged.filter(({ verdict }) => verdict === 'survived');
    const score = (100 * (judged.length - survived.length)) / Math.max(1, judged.length);
    isGreen &&= score >= SCORE_MIN;
    for (const { mutant } of survived) console.log(`  survived: ${mutant.text}`);
    const told = `${judged.length} of ${all.length} mutants, ${survived.length} survived`;
    console.log(`${room}: ${score.toFixed(1)} % found, at least ${SCORE_MIN} (${told})`);
  }
  process.exitCode = isGreen ? 0 : 1;
} finally {
  for (const copy of copies) rmSync(copy, { recursive: true });
}
