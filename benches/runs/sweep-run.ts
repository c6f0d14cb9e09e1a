/**
 * 19,551 pairs of averages over 2,500 bars with charges, by the public calls, on a thread and on two. Then
 * 50 pairs by chance in backtests of the same signals: every fill and every bar's equity must be equal.
 * `node … sweep-run.ts [PYTHON SCRIPT]` runs numba's loop and vectorbt over the same bars. Prints one line of JSON.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runBacktest } from 'argosy/backtest';
import { Random } from 'argosy/core';
import { TrialTable, twinOf, type BarColumns } from 'argosy/vector';
import { openSweep, SweepPool } from '@argosy/lab';

import { rules, space, walk } from '../data/sma-sweep.ts';

const BARS = 2_500;
const CHECKED = 50;
const ROUNDS = 3;

/** What the rivals print: pairs a second of numba's loop on one thread, and of vectorbt on some pairs. */
export type SweepRival = {
  readonly numba: string;
  readonly vectorbt: string;
  readonly numbaPairsPerSecond: number;
  readonly vectorbtPairsPerSecond: number;
  /** The gain of the first pair, to be compared with ours. */
  readonly firstGain: number;
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
  readonly rival: SweepRival | null;
};

const [python, script] = process.argv.slice(2);
const module = new URL('../data/sma-sweep.ts', import.meta.url);
const bars = walk(BARS, 'sweep');
const rates: Record<1 | 2, number[]> = { 1: [], 2: [] };
const pools = { 1: new SweepPool(1), 2: new SweepPool(2) } as const;
const starts: number[] = [];
let cpu = Infinity;
let table = TrialTable.shared(1);
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const threads of [1, 2] as const) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    table = await pools[threads].run({ module, given: bars });
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(used);
    if (threads === 1) cpu = Math.min(cpu, (user + system) / table.trials);
    if (round === 0) starts.push(ms);
    else rates[threads].push((table.trials / ms) * 1000);
  }
}
await Promise.all([pools[1].close(), pools[2].close()]);
const report: SweepReport = {
  pairs: table.trials,
  bars: BARS,
  firstSweepMs: Math.round(starts[1] ?? NaN),
  oneThread: Math.round(Math.max(...rates[1])),
  twoThreads: Math.round(Math.max(...rates[2])),
  cpuMicrosecondsAPair: Number(cpu.toFixed(1)),
  checked: await check(),
  firstGain: table.at(0)?.gain ?? NaN,
  rival: python === undefined || script === undefined ? null : rivals(python, script, bars),
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

function rivals(interpreter: string, path: string, { open, close }: BarColumns): SweepRival {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-sweep-'));
  try {
    const file = join(folder, 'bars.json');
    writeFileSync(file, JSON.stringify({ open: [...open], close: [...close], space }));
    const output = execFileSync(interpreter, [path, file], { encoding: 'utf8' });
    return JSON.parse(output) as SweepRival;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
