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
    /** Asks the tests of the mutant's own room alone: quicker, and stricter. */
    alone: { type: 'boolean', default: false },
    /** Only the mutants of paths with this text in them. */
    path: { type: 'string', default: '' },
  },
});

type Judged = { readonly mutant: PlacedMutant; readonly verdict: Verdict };

/** Judges the mutants of a room, each worker in a copy of its own. */
async function judge(
  room: string,
  mutants: readonly PlacedMutant[],
  runners: readonly MutantRunner[],
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const waiting = [...mutants];
  const work = async (runner: MutantRunner): Promise<void> => {
    await runner.checkRoom(room);
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      const verdict = await runner.judge(mutant);
      judged.push({ mutant, verdict });
      if (verdict === 'survived') console.log(`  survived: ${mutant.text}`);
    }
  };
  await Promise.all(runners.map(work));
  return judged;
}

const copies = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
  mkdtempSync(join(tmpdir(), 'argosy-mutation-')),
);
const runners = copies.map((copy) => new MutantRunner(copy, { isAround: !values.alone }));
// However the run ends, nothing of it stays behind.
process.once('exit', () => {
  for (const runner of runners) runner.stop();
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

for (const copy of copies) copySources(root, copy);
let isGreen = true;
for (const room of values.rooms.split(',')) {
  const all = loadMutants(root, room).filter(({ path }) => path.includes(values.path));
  const size = values.full ? all.length : Number(values.sample);
  const sample = sampleOf(all, { size, seed: Number(values.seed) });
  const judged = await judge(room, sample, runners);
  const survived = judged.filter(({ verdict }) => verdict === 'survived');
  const score = (100 * (judged.length - survived.length)) / Math.max(1, judged.length);
  isGreen &&= score >= SCORE_MIN;
  const told = `${judged.length} of ${all.length} mutants, ${survived.length} survived`;
  console.log(`${room}: ${score.toFixed(1)} % found, at least ${SCORE_MIN} (${told})`);
}
// The processes of the tests would keep this one waiting.
for (const runner of runners) runner.stop();
process.exitCode = isGreen ? 0 : 1;
