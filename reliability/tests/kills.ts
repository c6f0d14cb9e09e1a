import { Random } from 'argosy/core';

import { recoveryTimesOf, type ReliabilityTest, type Result, type RunOptions } from '../figures.ts';
import { absentKillPoints, killPoints, type KillPoint } from '../kill-points.ts';
import { tell, type Ending, type StoryOutcome } from '../processes/story.ts';

/** How often each place is hit with power lost, and as often again without. */
const ROUNDS = 1;
const ROUNDS_FULL = 20;
/** A story is told in one folder; a new one begins before its journal becomes long. */
const LIVES_MAX = 15;
/** As many as a small machine has cores: what is held up by its neighbours looks like a broken line. */
const STORIES_AT_ONCE = 2;

const starting: readonly KillPoint[] = killPoints.filter(({ when }) => when === 'starting');
const running: readonly KillPoint[] = killPoints.filter(({ when }) => when === 'running');

/** Real processes killed at every named place, with and without their unsynced data. */
export const kills: ReliabilityTest = {
  id: 'R-01',
  title: 'real processes killed at every named place, power lost or not; the broker’s own log',
  run: async (options) => {
    const rounds = roundsOf(options);
    const random = Random.fromSeed(`R-01/${options.seed}`);
    const plan = Array.from({ length: rounds }, () =>
      shuffle(
        killPoints.flatMap((point: KillPoint) => [
          { point, isPowerLoss: true },
          { point, isPowerLoss: false },
        ]),
        random,
      ),
    ).flat();
    const { outcomes, ...result } = await tellAll(`R-01/${options.seed}`, cut(plan), options);
    const missed = missedOf(outcomes, rounds);
    return {
      ...result,
      pass: result.pass && missed.length === 0,
      notes: [
        ...tableOf(outcomes),
        ...Object.entries(absentKillPoints).map(([id, why]) => `${id} absent: ${why}`),
        ...missed.map((point) => `not hit ${rounds} times either way: ${point}`),
        ...result.notes,
      ],
    };
  },
};

/** A process killed while it worked, and those after it while they recover, three times over. */
export const doubleKills: ReliabilityTest = {
  id: 'R-02',
  title: 'killed, and three times again while it recovers; the next start needs nobody',
  run: async (options) => {
    const rounds = 4 * roundsOf(options);
    const random = Random.fromSeed(`R-02/${options.seed}`);
    const pick = (points: readonly KillPoint[]): Ending => ({
      point: points[random.nextInt(points.length)] ?? null,
      isPowerLoss: random.nextFloat() < 0.7,
    });
    const plans = Array.from({ length: rounds }, () => [
      pick(running),
      ...[1, 2, 3].map(() => pick(starting)),
      pick(running),
      ...[1, 2, 3].map(() => pick(starting)),
    ]);
    const { outcomes, ...result } = await tellAll(`R-02/${options.seed}`, plans, options);
    return { ...result, notes: [...tableOf(outcomes), ...result.notes] };
  },
};

function roundsOf({ seeds, isFull }: RunOptions): number {
  return seeds ?? (isFull ? ROUNDS_FULL : ROUNDS);
}

/** Tells a story of each plan, some at a time. */
async function tellAll(
  seed: string,
  plans: readonly (readonly Ending[])[],
  { say }: RunOptions,
): Promise<Result & { readonly outcomes: readonly StoryOutcome[] }> {
  const outcomes: StoryOutcome[] = [];
  const rest = [...plans.entries()];
  let stories = plans.length;
  const tellOn = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [place, endings] = next;
      const outcome = await tell(`${seed}/${place}`, endings);
      for (const problem of outcome.problems) say(`  ${problem}`);
      outcomes.push(outcome);
      const { untold } = outcome;
      if (untold.length > 0) rest.push([stories++, untold]);
    }
  };
  await Promise.all(Array.from({ length: STORIES_AT_ONCE }, tellOn));
  return resultOf(outcomes);
}

function resultOf(
  outcomes: readonly StoryOutcome[],
): Result & { readonly outcomes: readonly StoryOutcome[] } {
  const total = (of: (outcome: StoryOutcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  const [lost, duplicated] = [total((one) => one.lost), total((one) => one.duplicated)];
  const imbalance = total((one) => one.imbalance);
  const problems = total((one) => one.problems.length);
  return {
    outcomes,
    pass: lost + duplicated + imbalance + problems === 0,
    seeds: outcomes.length,
    runs: total(({ hits }) => hits.length),
    lost,
    duplicated,
    imbalance,
    recovery: recoveryTimesOf(outcomes.flatMap(({ recoveryMillis }) => recoveryMillis)),
    notes: [`${total(({ orders }) => orders)} orders, ${total(({ fills }) => fills)} fills`],
  };
}

/** How often each place was hit, with power lost and without. */
function tableOf(outcomes: readonly StoryOutcome[]): readonly string[] {
  const counts = countHits(outcomes);
  const used = killPoints.filter(({ id }) => counts.get(id) !== undefined);
  return used.map(({ id, what }) => {
    const { power, kill } = counts.get(id) ?? { power: 0, kill: 0 };
    return `${id.padEnd(10)} ${String(power).padStart(4)} power lost ${String(kill).padStart(4)} killed  ${what}`;
  });
}

function missedOf(outcomes: readonly StoryOutcome[], rounds: number): readonly string[] {
  const counts = countHits(outcomes);
  return killPoints.flatMap(({ id }) => {
    const { power, kill } = counts.get(id) ?? { power: 0, kill: 0 };
    return Math.min(power, kill) < rounds ? [id] : [];
  });
}

function countHits(
  outcomes: readonly StoryOutcome[],
): ReadonlyMap<string, { readonly power: number; readonly kill: number }> {
  const counts = new Map<string, { power: number; kill: number }>();
  for (const { point, isPowerLoss } of outcomes.flatMap(({ hits }) => hits)) {
    if (point === null) continue;
    const count = counts.get(point.id) ?? { power: 0, kill: 0 };
    count[isPowerLoss ? 'power' : 'kill'] += 1;
    counts.set(point.id, count);
  }
  return counts;
}

function cut(endings: readonly Ending[]): readonly (readonly Ending[])[] {
  const stories: Ending[][] = [];
  for (let at = 0; at < endings.length; at += LIVES_MAX)
    stories.push(endings.slice(at, at + LIVES_MAX));
  return stories;
}

function shuffle(endings: readonly Ending[], random: Random): readonly Ending[] {
  const shuffled = [...endings];
  for (let place = shuffled.length - 1; place > 0; place -= 1) {
    const other = random.nextInt(place + 1);
    const [one, two] = [shuffled[place], shuffled[other]];
    if (one === undefined || two === undefined) continue;
    shuffled[place] = two;
    shuffled[other] = one;
  }
  return shuffled;
}
