import type { ReliabilityTest } from '../figures.ts';
import { simulateAll } from '../simulation/simulate-all.ts';
import type { Outcome } from '../simulation/simulate.ts';
import { faults } from '../simulation/world.ts';

const SEEDS = 200;
const SEEDS_FULL = 10_000;
const ORDERS_MIN = 500;
const FAULTS_MIN = 20;

/** Both machines, the journal, the gate and a broker under one virtual clock, with everything going wrong. */
export const simulation: ReliabilityTest = {
  id: 'R-19',
  title:
    'simulation: power, process, disk, line and clock fail; our books against the broker’s log',
  run: async ({ seed, seeds, isFull, say }) => {
    const count = seeds ?? (isFull ? SEEDS_FULL : SEEDS);
    const outcomes: Outcome[] = [];
    await simulateAll(seed, count, (outcome) => {
      outcomes.push(outcome);
      for (const problem of problemsOf(outcome)) {
        const again = `npm run reliability -- --only R-19 --seed ${outcome.seed} --seeds 1`;
        say(`  seed ${outcome.seed}: ${problem}; again: ${again}`);
      }
    });
    const total = (of: (outcome: Outcome) => number): number =>
      outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
    const most = (of: (outcome: Outcome) => number): number => Math.max(...outcomes.map(of));
    const table = faults.map(
      (fault) => [fault, total((outcome) => outcome.faults[fault])] as const,
    );
    const never =
      count < SEEDS ? [] : table.filter(([, times]) => times === 0).map(([fault]) => fault);
    return {
      pass: outcomes.every((outcome) => problemsOf(outcome).length === 0) && never.length === 0,
      seeds: count,
      runs: count,
      lost: total(({ lost }) => lost),
      duplicated: total(({ duplicated }) => duplicated),
      imbalance: total(({ imbalance }) => imbalance),
      notes: [
        `${total(({ orders }) => orders)} orders, ${total(({ fills }) => fills)} fills, ${total(({ acks }) => acks)} acknowledged by hand, ${total(({ lives }) => lives)} lives, ${total(({ snapshots }) => snapshots)} begun with a snapshot`,
        `a second journal in ${outcomes.filter(({ follower }) => follower === 'wait').length} worlds that wait for it, in ${outcomes.filter(({ follower }) => follower === 'degrade').length} that go on alone`,
        `held back by a slow disk for ${most(({ heldMillisMax }) => heldMillisMax)} ms at most, while ${total(({ decidedMeanwhile }) => decidedMeanwhile)} more orders were decided; ${total(({ leftOut }) => leftOut)} inputs left out of the tape`,
        `${total(({ kinds }) => kinds.waited)} orders waited here for their price or time, ${total(({ kinds }) => kinds.parents)} parents were worked by children`,
        ...table.map(([fault, times]) => `${fault}: ${times}`),
        ...never.map((fault) => `never happened: ${fault}`),
      ],
    };
  },
};

function problemsOf({
  orders,
  faults: happened,
  lost,
  duplicated,
  imbalance,
  violations,
}: Outcome): readonly string[] {
  const times = Object.values(happened).reduce((sum, count) => sum + count, 0);
  const problems = [...violations];
  if (lost > 0) problems.push(`${lost} lost`);
  if (duplicated > 0) problems.push(`${duplicated} duplicated`);
  if (imbalance > 0) problems.push(`${imbalance} paise apart`);
  if (orders < ORDERS_MIN) problems.push(`only ${orders} orders`);
  if (times < FAULTS_MIN) problems.push(`only ${times} faults`);
  return problems;
}
