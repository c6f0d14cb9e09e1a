/**
 * 19,551 pairs of averages over 2,500 bars with charges, by the public calls, on a thread and on two. Then
 * 50 pairs by chance in backtests of the same signals: every fill and every bar's equity must be equal.
 * `node … sweep-run.ts [PYTHON SCRIPT]` runs numba's loop and vectorbt over the same bars, a round of numba behind each of ours. Prints one line of JSON.
 */
import { runBacktest } from 'argosy/backtest';
import { Random } from 'argosy/core';
import { TrialTable, twinOf } from 'argosy/vector';
import { openSweep, SweepPool } from '@argosy/lab';

import { rules, space, walk } from '../data/sma-sweep.ts';
import { SweepRival, type RivalNames } from './sweep-rival.ts';

const BARS = 2_500;
const CHECKED = 50;
const ROUNDS = 7;

/** The rivals' rounds, in turns with ours. */
export type RivalRounds = RivalNames & {
  readonly numbaPairsPerSecond: number;
  readonly vectorbtPairsPerSecond: number;
  /** Ours on one thread to numba's loop in the round behind it, both by CPU time: the middle of all rounds. */
  readonly ratioToNumba: number;
};

/** What the process prints. */
export type SweepReport = {
  readonly pairs: number;
  readonly bars: number;
  /** The first sweep of a new pool of two threads, which load and compile all they need. */
  readonly firstSweepMs: number;
  /** Pairs a second, the best of the rounds behind it. */
  readonly oneThread: number;
  readonly twoThreads: number;
  readonly cpuMicrosecondsAPair: number;
  readonly checked: { readonly pairs: number; readonly equal: number; readonly fills: number };
  readonly firstGain: number;
  readonly rival: RivalRounds | null;
};

const [python, script] = process.argv.slice(2);
const module = new URL('../data/sma-sweep.ts', import.meta.url);
const bars = walk(BARS, 'sweep');
const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
const numba: number[] = [];
const pools = { 1: new SweepPool(1), 2: new SweepPool(2) } as const;
const rival =
  python === undefined || script === undefined
    ? null
    : await SweepRival.start(python, script, {
        open: [...bars.open],
        close: [...bars.close],
        space,
      });
const starts: number[] = [];
const cpu: number[] = [];
let table = TrialTable.shared(1);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const threads of [1, 2] as const) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    table = await pools[threads].run({ module, given: bars });
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    if (round === 0) starts.push(ms);
    else rates[threads].push((table.trials / ms) * 1000);
    if (threads === 2 || round === 0) continue;
    cpu.push((user + system) / table.trials);
    if (rival !== null) numba.push(await rival.round('numba'));
  }
}
await Promise.all([pools[1].close(), pools[2].close()]);
const report: SweepReport = {
  pairs: table.trials,
  bars: BARS,
  firstSweepMs: Math.round(starts[1] ?? NaN),
  oneThread: Math.round(Math.max(...rates[1])),
  twoThreads: Math.round(Math.max(...rates[2])),
  cpuMicrosecondsAPair: Number(Math.min(...cpu).toFixed(1)),
  checked: await check(),
  firstGain: table.at(0)?.gain ?? NaN,
  rival: rival === null ? null : await rounds(rival),
};
console.log(JSON.stringify(report));

/** Pairs by chance against the event engine, to the paisa. */
async function check(): Promise<SweepReport['checked']> {
  const sweep = await openSweep(module, bars);
  const random = Random.fromSeed('checked');
  let [equal, fills] = [0, 0];
  for (let count = 0; count < CHECKED; count += 1) {
    const trial = random.nextInt(table.trials);
    const signals = sweep.signalsOf(trial).slice();
    const { equity, trades } = sweep.runTrial(trial);
    const ours = [...trades].map(({ qty, price, fee }) => `${qty} ${price} ${fee}`);
    const theirs: string[] = [];
    const curve: number[] = [];
    runBacktest(twinOf(bars, signals, rules), {
      fill: ({ request, fill }) => {
        const qty = request.side === 'buy' ? fill.qty : -fill.qty;
        theirs.push(`${qty} ${fill.price} ${fill.fee.amount}`);
      },
      equity: (sample) => sample.kind === 'bar' && curve.push(Number(sample.equity.amount)),
    });
    const isEqual = ours.join() === theirs.join() && [...equity].join() === curve.join();
    if (isEqual && table.at(trial)?.worth === curve.at(-1)) equal += 1;
    fills += ours.length;
  }
  return { pairs: CHECKED, equal, fills };
}

async function rounds(other: SweepRival): Promise<RivalRounds> {
  const vectorbtPairsPerSecond = Math.max(
    await other.round('vectorbt'),
    await other.round('vectorbt'),
  );
  other.end();
  const ratios = numba
    .map((theirs, at) => 1_000_000 / (cpu[at] ?? NaN) / theirs)
    .sort((a, b) => a - b);
  return {
    ...other.names,
    numbaPairsPerSecond: Math.max(...numba),
    vectorbtPairsPerSecond,
    ratioToNumba: ratios[Math.floor(ratios.length / 2)] ?? NaN,
  };
}
