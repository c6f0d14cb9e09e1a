/**
 * One process that numbers, two that host: 100 strategies with 10 instruments each at 10,000 ticks a second, over real
 * sockets. How long from a tick's number until the command that it led to has arrived.
 * With `listened` its strategies see prices of nothing but what they listen to, which spares hosts the rest.
 * `node --conditions=source benches/runs/hosts-run.ts [SECONDS] [all|listened] [TICKS_PER_SECOND]`; prints one line of JSON.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import {
  alwaysOpen,
  BACKTEST_SESSION,
  ledgerScales,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toStrategyId,
} from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { MemoryJournal } from 'argosy/shard';
import { StrategyHost, type HostedStrategy, type HostPlan } from '@argosy/fleet';
import { anInstrument, aQuote, aSeat, aTradingConfig, ShardRig } from '@argosy/testkit';

/** What a call reports. */
export type HostsReport = {
  readonly ticks: number;
  readonly ticksPerSecond: number;
  readonly commands: number;
  readonly p50Millis: number;
  readonly p99Millis: number;
  readonly p999Millis: number;
  readonly conflated: number;
  /** Processor seconds of the process that numbers, by second. */
  readonly shareOfCore: number;
  /** The same of both hosts together; 0 where the machine does not tell. */
  readonly hostsShareOfCore: number;
};

const HOSTS = 2;
const STRATEGIES = 100;
const INSTRUMENTS_EACH = 10;
const ROUND_MILLIS = 1;

const seconds = Number(process.argv[2] ?? '10');
const sees = process.argv[3] === 'listened' ? 'listened' : 'all';
const TICKS_PER_SECOND = Number(process.argv[4] ?? '10000');
const CLOCK_TICKS_PER_SECOND = 100;
const count = STRATEGIES * INSTRUMENTS_EACH;
const instruments = Array.from({ length: count }, (_, place) => {
  return anInstrument({ id: toInstrumentId(`I${place}.NSE`) });
});
const folder = mkdtempSync(join(tmpdir(), 'argosy-hosts-'));
const file = join(folder, 'averages.ts');
/** Two averages of each instrument; now and then a command that trading has an answer to. */
writeFileSync(
  file,
  `import { parameter, Strategy } from 'argosy/engine';
   const parameters = { first: parameter.integer({ min: 0, max: ${count} }) };
   export class Averages extends Strategy {
     static parameters = parameters;
     #fast = new Map();
     #slow = new Map();
     #seen = 0;
     onStart() {
       for (let n = 0; n < ${INSTRUMENTS_EACH}; n += 1) this.data.subscribeQuotes('I' + (this.parameters.first + n) + '.NSE');
     }
     onQuote(quote) {
       const mid = quote.bid + quote.ask;
       const fast = (this.#fast.get(quote.instrument) ?? mid) * 0.8 + mid * 0.2;
       const slow = (this.#slow.get(quote.instrument) ?? mid) * 0.95 + mid * 0.05;
       this.#fast.set(quote.instrument, fast);
       this.#slow.set(quote.instrument, slow);
       this.#seen += 1;
       if (this.#seen % 10 === 0) this.orders.cancelAll(quote.instrument);
     }
   }`,
);

const config = aTradingConfig({ instruments });
const rig = new ShardRig({ journal: new MemoryJournal('hash'), config });
const sentAt = new Float64Array(4_000_000);
const millis: number[] = [];

function hosted(place: number): HostedStrategy {
  const name = place.toString(36).toUpperCase().padStart(4, 'S');
  const {
    strategy: _,
    scan: __,
    ...seat
  } = aSeat({
    strategy: null as never,
    id: toStrategyId(name),
    code: toOriginCode(name),
    book: toBookId(name),
    session: BACKTEST_SESSION,
    sees,
  });
  const parameters = { first: place * INSTRUMENTS_EACH };
  return { file, name: null, parameters, seat, isScanned: false };
}

function plan(host: number): HostPlan {
  const strategies = Array.from({ length: STRATEGIES / HOSTS }, (_, place) => {
    return hosted(host * (STRATEGIES / HOSTS) + place);
  });
  return {
    instruments: new InstrumentTable(instruments).all,
    calendars: [alwaysOpen],
    externalBars: [],
    scales: ledgerScales({}),
    seed: 'bench',
    strategies,
  };
}

const hosts = Array.from({ length: HOSTS }, (_, place) => {
  return new StrategyHost({
    name: `host ${place}`,
    plan: plan(place),
    relay: rig.relay,
    listener: {
      command: (command) => {
        millis.push(performance.now() - (sentAt[command.readTo] ?? 0));
        rig.take(command);
      },
      ask: () => {},
      log: () => {},
      fault: ({ message }) => {
        throw new Error(message);
      },
      wake: () => {},
      changed: () => {},
    },
    draw: () => 0,
    clock: () => Date.now() * 1000,
  });
});

rig.open();
for (const host of hosts) host.start();
while (rig.relay.lines < HOSTS) await new Promise((resolve) => setTimeout(resolve, 50));

/** Ticks in rounds of a millisecond, as a feed's batches come; behind the clock it catches up. */
async function feed(forSeconds: number): Promise<number> {
  const from = performance.now();
  let fed = 0;
  for (let passed = 0; passed < forSeconds * 1000; passed = performance.now() - from) {
    const due = Math.floor((passed * TICKS_PER_SECOND) / 1000);
    for (; fed < due; fed += 1) {
      const instrument = instruments[(fed * 7919) % count]?.id ?? toInstrumentId('I0.NSE');
      const bid = 10_000 + 5 * (fed % 7);
      sentAt[rig.shard.inputs] = performance.now();
      rig.take({ ...aQuote({ at: rig.now + 1000, bid, ask: bid + 5 }), instrument });
    }
    await new Promise((resolve) => setTimeout(resolve, ROUND_MILLIS));
  }
  return fed;
}

/** What the hosts have taken of processors so far, in seconds; 0 where the machine does not tell. */
function hostsTook(): number {
  let took = 0;
  for (const { status } of hosts) {
    const file = `/proc/${status.pid}/stat`;
    if (!existsSync(file)) return 0;
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    took += (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
  }
  return took;
}

await feed(2);
millis.length = 0;
const [from, cpu] = [performance.now(), process.cpuUsage()];
const hostsBefore = hostsTook();
const ticks = await feed(seconds);
const hostsAfter = hostsTook();
const took = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(cpu);
await new Promise((resolve) => setTimeout(resolve, 1_500));
const conflated = hosts.reduce((sum, { status }) => sum + status.conflated, 0);
await Promise.all(hosts.map((host) => host.stop()));
rmSync(folder, { recursive: true });

const sorted = millis.toSorted((one, other) => one - other);
const at = (share: number): number => {
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3));
};
const report: HostsReport = {
  ticks,
  ticksPerSecond: Math.round(ticks / took),
  commands: sorted.length,
  p50Millis: at(0.5),
  p99Millis: at(0.99),
  p999Millis: at(0.999),
  conflated,
  shareOfCore: Number(((user + system) / 1e6 / took).toFixed(3)),
  hostsShareOfCore: Number(((hostsAfter - hostsBefore) / took).toFixed(3)),
};
console.log(JSON.stringify(report));
