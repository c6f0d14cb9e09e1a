import { arraySource, Backtest, marginAccount, type BacktestConfig } from 'argosy/backtest';
import { ArgosyError, money, Random, toAccountId, toCalendarId, toCurrency } from 'argosy/core';
import type { StrategyClass } from 'argosy/engine';

import { makeStreams, type MarketWants, type Stream } from '../trial/synthetic-market.ts';
import { withoutSurroundings } from '../trial/without-surroundings.ts';
import type { Family, Hostility } from './families.ts';
import { TortureWatch } from './torture-watch.ts';
import type { ScenarioOutcome, TortureFinding } from './torture-report.ts';

/** A strategy under torture. */
export type Victim = {
  readonly type: StrategyClass;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly wants: MarketWants;
  readonly seed: string;
  /** The largest position it may have, in whole units; null where it declares none. */
  readonly maxPosition: number | null;
};

const ACCOUNT = 'TORTURE';
const LEVERAGE = { delivery: '1', intraday: '5', carryForward: '1', margin: '2' };
const CASH = 1_000_000;
const CENTS = 100;

/** Runs one scenario twice: what is found in the first, and whether the second is the same. */
export function runScenarioOf(victim: Victim, family: Family, name: string): ScenarioOutcome {
  const first = runOnce(victim, family, name);
  const again = runOnce(victim, family, name);
  const findings = [...first.findings];
  if (first.hash !== again.hash) {
    findings.push({ code: 'DIFFERS', detail: `${first.hash} and then ${again.hash}` });
  }
  const passed = !findings.some(({ code }) => code !== 'LEFT_OPEN');
  return { ...first, name, family: family.name, passed, findings };
}

type Once = Pick<ScenarioOutcome, 'orders' | 'fills' | 'denied' | 'hash' | 'findings'>;

function runOnce(victim: Victim, family: Family, name: string): Once {
  const watch = new TortureWatch(victim.maxPosition, family.isPositionOthers ?? false);
  try {
    return withoutSurroundings(() => {
      const run = new Backtest(configOf(victim, family, name), watch.sink);
      while (run.advance(STEPS) === 'running') watch.look(run);
      const result = run.result();
      const { orders, fills, denied } = result.counts;
      const findings = watch.findings(result, run.trading);
      return { orders, fills, denied, hash: result.hash, findings };
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = error instanceof ArgosyError ? `${error.code}: ` : '';
    const broke: TortureFinding = { code: 'BROKE', detail: `${code}${error.message}` };
    const { orders, fills, denied } = watch;
    return { orders, fills, denied, hash: null, findings: [broke] };
  }
}

/** How many steps a run makes between two looks at it. */
const STEPS = 2_000;

function configOf(victim: Victim, { make }: Family, name: string): BacktestConfig {
  const { type, parameters, wants } = victim;
  const seed = `${victim.seed}/${name}`;
  const random = Random.fromSeed(seed);
  const { instruments, streams } = makeStreams(wants, seed);
  const account = toAccountId(ACCOUNT);
  const shares = instruments.flatMap(({ id, kind }) => (kind === 'equity' ? [id] : []));
  const hostility = make({ ...spanOf(streams), account, shares, random: random.fork('plan') });
  const { strategy: around, config, line, cash = CASH, calendar } = hostility;
  const balance = money(BigInt(cash * CENTS), toCurrency('USD'));
  return {
    instruments: instruments.map((one) =>
      calendar === undefined ? one : { ...one, calendar: toCalendarId(calendar) },
    ),
    sources: spoil(streams, hostility, random),
    accounts: [marginAccount(account, balance, LEVERAGE)],
    strategies: [
      {
        id: 'tortured',
        strategy: around?.(type) ?? type,
        parameters,
        account,
        product: 'delivery',
      },
    ],
    seed,
    ...(line === undefined ? {} : { line }),
    ...config,
  };
}

function spoil(
  streams: readonly Stream[],
  hostility: Hostility,
  random: Random,
): BacktestConfig['sources'] {
  return streams.map(({ name, rows }) => {
    const spoiled = hostility.spoil?.(rows, random.fork(name)) ?? rows;
    return arraySource(name, spoiled);
  });
}

function spanOf(streams: readonly Stream[]): { readonly from: number; readonly until: number } {
  const from = Math.min(...streams.map(({ rows }) => rows[0]?.availableAt ?? 0));
  const until = Math.max(...streams.map(({ rows }) => rows.at(-1)?.availableAt ?? 0));
  return { from, until };
}
