import type { ReliabilityTest } from './figures.ts';
import { namedChecks } from './named/checks.ts';
import { fromNamed } from './named/run-named.ts';
import { damage } from './tests/damage.ts';
import { doubleKills, kills } from './tests/kills.ts';
import { overload } from './tests/overload.ts';
import { planted } from './tests/planted.ts';
import { simulation } from './tests/simulation.ts';
import { systemCalls } from './tests/system-calls.ts';

/** Every test of reliability, by its number; those of the tests come last. */
export const tests: readonly ReliabilityTest[] = [
  ...[
    kills,
    doubleKills,
    systemCalls,
    damage,
    simulation,
    overload,
    ...namedChecks.map(fromNamed),
  ].sort((one, other) => (one.id < other.id ? -1 : 1)),
  planted,
];

/** What the specification asks for besides, and why it is not here. */
export const absentTests: Readonly<Record<string, string>> = {
  'R-06': 'a cache that is killed: there is none yet',
  'R-07': 'a queue that is killed: there is none yet',
  'R-08':
    'a line that is cut between machines: there is no broker’s adapter yet; R-19 cuts the simulated one',
  'R-09': 'a bad line: there is no broker’s adapter yet; R-19 has a simulated one',
  'R-11':
    'ten thousand clients: a bench and no test: `npm run bench -- fanout` has all of them up, loses them all and has them back; its figures are in budgets.md',
  'R-17':
    'an outbox under many writers: there is none; projections follow the journal, whose positions have no gaps',
  'R-22':
    'eight hours of work: not run; memory of runs that are long is held by long-run.system.test.ts, and a node is measured for minutes by the bench `server`',
  'R-28':
    'a backup restored, and a migration of a million rows that dies half-way: not tried at that size; tables made anew are',
  'R-29': 'the conformance of FIX sessions: there is no FIX yet',
  'R-32':
    'a year of days with expiries and square-offs in one run: not tried; a node lives through days of contracts that end in relisting.system.test.ts, a run through ends, actions and calendars in tests of the backtest',
};

/** All that is missing: whole tests, and parts of those that are there. */
export const missing: readonly (readonly [string, string])[] = [
  ...Object.entries(absentTests),
  [
    'R-23',
    'what is placed at ten times, 80 % of the most, and cancels within 100 ms: told by the test, not judged; with its clients on the same two cores, else calm, they came to 71 % (1,858 of 2,604 orders a second, 16,000 turned away) and to 0.8 s at p99, at a load of 12 to 65 % (540 of 833) and 1.9 s',
  ],
  ...namedChecks.flatMap(({ id, notYet }) => notYet.map((what) => [id, what] as const)),
];
