import type { ReliabilityTest } from './figures.ts';
import { namedChecks } from './named/checks.ts';
import { fromNamed } from './named/run-named.ts';
import { damage } from './tests/damage.ts';
import { doubleKills, kills } from './tests/kills.ts';
import { planted } from './tests/planted.ts';
import { simulation } from './tests/simulation.ts';
import { systemCalls } from './tests/system-calls.ts';

/** Every test of reliability, by its number; those of the tests come last. */
export const tests: readonly ReliabilityTest[] = [
  ...[kills, doubleKills, systemCalls, damage, simulation, ...namedChecks.map(fromNamed)].sort(
    (one, other) => (one.id < other.id ? -1 : 1),
  ),
  planted,
];

/** What the specification asks for besides, and why it is not here. */
export const absentTests: Readonly<Record<string, string>> = {
  'R-06': 'a cache that is killed: there is none yet',
  'R-07': 'a queue that is killed: there is none yet',
  'R-08':
    'a line that is cut between machines: there is no broker’s adapter yet; R-19 cuts the simulated one',
  'R-09': 'a bad line: there is no broker’s adapter yet; R-19 has a simulated one',
  'R-10': 'readers that are slow: there is no server yet',
  'R-11': 'ten thousand clients: there is no server yet',
  'R-17':
    'an outbox under many writers: there is none; projections follow the journal, whose positions have no gaps',
  'R-22': 'eight hours of work: there is no server yet',
  'R-23': 'ten times the load: there is no server yet',
  'R-28':
    'a backup restored, and a migration of a million rows that dies half-way: not tried at that size; tables made anew are',
  'R-29': 'the conformance of FIX sessions: there is no FIX yet',
  'R-30': 'parsers fed with noise: those that are there have property tests of their own',
  'R-32': 'a year of days with expiries and square-offs: there is no live session yet',
};

/** All that is missing: whole tests, and parts of those that are there. */
export const missing: readonly (readonly [string, string])[] = [
  ...Object.entries(absentTests),
  ...namedChecks.flatMap(({ id, notYet }) => notYet.map((what) => [id, what] as const)),
];
