/**
 * One process: the demo exchange, everything subscribed, at 1, 5 and 10 thousand ticks a second, in as little time as it
 * takes; then its start in the middle of a day, and a day of its past.
 * `node --conditions=source benches/runs/demo-run.ts [SECONDS]`; prints one line of JSON.
 */
import { setImmediate } from 'node:timers/promises';

import type { BrokerListener, Subscription } from '@argosy/bridge';
import { demoExchange, type Demo, type SimClock } from '@argosy/sim';
import { toBarSpecText } from 'argosy/domain';
import { parseTimestamp, toTimestamp, unwrap } from 'argosy/core';

/** What so many ticks cost; processor seconds, because the machine is shared. */
type TickCost = {
  readonly asked: number;
  readonly ticks: number;
  readonly rows: number;
  readonly cpuSecondsPerMillionTicks: number;
  readonly shareOfCore: number;
};

const seconds = Number(process.argv[2] ?? '30');
const { at: noon } = unwrap(parseTimestamp('2026-11-18T12:29:00Z'));
const patient = { timeoutMs: 600_000 };

async function measure(asked: number): Promise<TickCost> {
  const { demo, clock, heard } = await begin(asked);
  clock.advance(5);
  const before = { ...heard };
  const cpu = process.cpuUsage();
  clock.advance(seconds);
  const { user, system } = process.cpuUsage(cpu);
  const used = (user + system) / 1e6;
  await demo.adapter.stop();
  const ticks = heard.ticks - before.ticks;
  return {
    asked,
    ticks,
    rows: heard.rows - before.rows,
    cpuSecondsPerMillionTicks: round((used * 1e6) / ticks),
    shareOfCore: round(used / seconds),
  };
}

/** Founding it and its first prices, a minute before the half hour: as far from a known price as it gets. */
async function measureStart(): Promise<{ readonly cpuSeconds: number; readonly seconds: number }> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  const { demo, clock } = await begin(1000);
  clock.advance(1);
  const { user, system } = process.cpuUsage(cpu);
  await demo.adapter.stop();
  return {
    cpuSeconds: round((user + system) / 1e6),
    seconds: round((performance.now() - from) / 1000),
  };
}

/** All bars of a day of one share, which are made for that. */
async function measurePast(): Promise<{ readonly bars: number; readonly cpuSeconds: number }> {
  const { demo, clock } = await begin(1000);
  const [share] = demo.market.instruments;
  const { history } = demo.adapter;
  if (share === undefined || history === null)
    throw new Error('the demo lists shares and has a past');
  const spec = toBarSpecText(`${share.id}-1-MINUTE-LAST-EXTERNAL`);
  const today = Math.floor(noon / 86_400e6) * 86_400e6;
  const range = { from: toTimestamp(today - 86_400e6), until: toTimestamp(today), cursor: null };
  const cpu = process.cpuUsage();
  let bars = -1;
  void history.bars(spec, { ...range, limit: 2000 }, patient).then((answer) => {
    bars = answer.ok ? answer.value.rows.length : 0;
  });
  while (bars === -1) {
    clock.runDue();
    await setImmediate();
  }
  const { user, system } = process.cpuUsage(cpu);
  return { bars, cpuSeconds: round((user + system) / 1e6) };
}

type Heard = { ticks: number; rows: number };

async function begin(
  ticksPerSecond: number,
): Promise<{ readonly demo: Demo; readonly clock: BenchClock; readonly heard: Heard }> {
  const clock = new BenchClock();
  const demo = demoExchange({ clock, plan: { ticksPerSecond } });
  const heard: Heard = { ticks: 0, rows: 0 };
  const listener: BrokerListener = {
    onData: (rows) => {
      heard.rows += rows.length;
      for (const { kind } of rows) if (kind === 'quote' || kind === 'trade') heard.ticks += 1;
    },
    onReport: () => {},
    onConnection: () => {},
    onFault: () => {},
  };
  await demo.adapter.start(listener, patient);
  await demo.adapter.marketData?.subscribe(allOf(demo), patient);
  return { demo, clock, heard };
}

function allOf({ market }: Demo): readonly Subscription[] {
  return market.instruments.flatMap(({ id: instrument, kind }): Subscription[] => {
    if (kind === 'index') return [{ kind, instrument }];
    return (['quote', 'trade', 'book'] as const).map((one) => ({ kind: one, instrument }));
  });
}

/** Time that goes on as fast as whoever lives in it can. */
class BenchClock implements SimClock {
  readonly pace: number = 1;
  #now: number = noon;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly now: SimClock['now'] = () => toTimestamp(Math.floor(this.#now));

  readonly after: SimClock['after'] = (delayUs, run) => {
    const timer = { at: this.#now + Math.max(0, delayUs), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  advance(by: number): void {
    const until = this.#now + by * 1e6;
    while (this.#now < until) {
      const next = Math.min(until, ...this.#timers.map(({ at }) => at));
      this.#now = Math.max(this.#now, next);
      this.runDue();
    }
  }

  runDue(): void {
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { run } of due) run();
  }
}

function rss(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

const costs: TickCost[] = [];
for (const asked of [1000, 5000, 10_000]) costs.push(await measure(asked));
const start = await measureStart();
const past = await measurePast();
console.log(JSON.stringify({ seconds, costs, start, past, rssMegabytes: rss() }));
