/** A check that stands beside the sources as ordinary tests, and what of it cannot be there yet. */
export type NamedCheck = {
  readonly id: string;
  readonly title: string;
  /** The files of its tests; where only some of their tests count, what stands in the names of those. */
  readonly tests: readonly { readonly file: string; readonly named?: readonly string[] }[];
  readonly notYet: readonly string[];
};

/** The checks of the reliability specification that ordinary tests make. */
export const namedChecks: readonly NamedCheck[] = [
  {
    id: 'R-05',
    title:
      'a database that is killed, and a projector inside its transaction: every record counts once, and the process lives on',
    tests: [
      { file: 'edges/storage/src/postgres/faults.system.test.ts' },
      { file: 'edges/storage/src/project/kill.system.test.ts' },
    ],
    notYet: ['under 200 orders a second: there is no server yet; no order waits for a database'],
  },
  {
    id: 'R-12',
    title:
      'a full disk: new orders refused, cancels, fills and halts made safe, room again without a restart; one under the tape stops nothing',
    tests: [
      { file: 'edges/journal/src/records/full-disk.system.test.ts' },
      { file: 'edges/journal/src/records/full-disk.test.ts' },
      { file: 'edges/journal/src/records/live-tape.test.ts' },
      { file: 'kernel/shard/src/room-watch.test.ts' },
    ],
    notYet: [
      'PGDATA: only projections and records of people are in a database; what is left out of the tape is heard, and not yet an alert to people',
    ],
  },
  {
    id: 'R-13',
    title:
      'every call of the disk fails once: nothing safe is lost, a failed sync is never tried again',
    tests: [
      { file: 'edges/journal/src/log/power-loss.property.test.ts' },
      { file: 'edges/journal/src/log/commit-log.test.ts' },
    ],
    notYet: ['file handles and memory run out: the same path, a call that fails'],
  },
  {
    id: 'R-14',
    title: 'clocks: sessions, days, leap days and summer time; time of a shard never goes back',
    tests: [
      { file: 'kernel/core/src/calendar.test.ts' },
      { file: 'kernel/core/src/calendars.test.ts' },
      { file: 'kernel/core/src/session-table.test.ts' },
      { file: 'kernel/core/src/civil.test.ts' },
      { file: 'kernel/shard/src/shard.test.ts' },
    ],
    notYet: ['tokens and an alarm on skew: there is no server; clocks that jump are in R-19'],
  },
  {
    id: 'R-15',
    title: 'reports doubled, out of order, delayed, missing: the books end the same',
    tests: [
      { file: 'kernel/trading/src/interleaving.property.test.ts' },
      { file: 'kernel/trading/src/reports/fill-path.test.ts' },
      { file: 'kernel/orders/src/classify-fill.test.ts' },
      { file: 'kernel/reconciliation/src/reconciler.property.test.ts' },
    ],
    notYet: [],
  },
  {
    id: 'R-16',
    title: 'lost answers to submit, cancel and amend: in doubt, asked for, never sent again',
    tests: [
      { file: 'kernel/trading/src/reports/report-path.test.ts' },
      { file: 'kernel/reconciliation/src/running.test.ts' },
    ],
    notYet: [
      'answers with a status or a body that cannot be read: there is no broker’s adapter yet',
    ],
  },
  {
    id: 'R-18',
    title:
      'reconciliation: each row of its tables, ids that are the same twice, nothing new the second time',
    tests: [
      { file: 'kernel/reconciliation/src/start.test.ts' },
      { file: 'kernel/reconciliation/src/running.test.ts' },
      { file: 'kernel/reconciliation/src/synthetic-id.test.ts' },
      { file: 'kernel/reconciliation/src/difference-watch.test.ts' },
      { file: 'kernel/reconciliation/src/infer-price.test.ts' },
    ],
    notYet: [],
  },
  {
    id: 'R-20',
    title:
      'ledger, holds, orders and positions against naive models, whatever is asked in whatever order',
    tests: [
      { file: 'kernel/ledger/src/naive-ledger.property.test.ts' },
      { file: 'kernel/trading/src/trading-machine.property.test.ts' },
      { file: 'kernel/trading/src/orders/open-order-index.property.test.ts' },
      { file: 'kernel/trading/src/accounts/account-worth.property.test.ts' },
      { file: 'kernel/trading/src/honest-broker.property.test.ts' },
    ],
    notYet: [],
  },
  {
    id: 'R-21',
    title: 'the matching venue against a naive one',
    tests: [{ file: 'kernel/matching/src/venue.property.test.ts' }],
    notYet: ['a million commands in one run: each run here is a short one'],
  },
  {
    id: 'R-24',
    title: 'rates of messages, of an account and of a strategy, closes and amendments among them',
    tests: [{ file: 'kernel/risk/src/limits.test.ts', named: ['P-16'] }],
    notYet: ['across processes and keys: there is no server yet'],
  },
  {
    id: 'R-25',
    title:
      'a strategy that runs away: no more leaves than came in, children stay within their parent',
    tests: [
      { file: 'kernel/risk/src/limits.test.ts', named: ['P-23', 'P-24'] },
      { file: 'kernel/trading/src/lists/list.property.test.ts' },
      { file: 'kernel/trading/src/lists/exit-bounds.property.test.ts' },
    ],
    notYet: ['an alert to people: there is nowhere to send it yet'],
  },
  {
    id: 'R-26',
    title: 'the kill switch, of everything and of each part: nothing new leaves, cancels do',
    tests: [{ file: 'kernel/trading/src/orders/kill-path.test.ts' }],
    notYet: [
      'the time to the last order out: there is no server; that it outlives a kill is in R-01, K27',
    ],
  },
  {
    id: 'R-27',
    title: 'one writer: a second one is refused, and one that was taken over promises nothing more',
    tests: [
      { file: 'edges/journal/src/log/commit-log.test.ts' },
      { file: 'edges/journal/src/log/lease-holder.test.ts' },
    ],
    notYet: ['a rolling restart: there is no server; the orderly end is in R-01, K28'],
  },
  {
    id: 'R-31',
    title: 'a run done again from its journal and tape has the same hash',
    tests: [
      { file: 'apps/cli/src/record/replay-command.test.ts' },
      { file: 'kernel/shard/src/recovery.test.ts' },
    ],
    notYet: ['paper and live beside the backtest: there is no live session yet'],
  },
];
