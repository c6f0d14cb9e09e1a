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
      { file: 'apps/server/src/database-away.system.test.ts' },
    ],
    notYet: [
      'under 200 orders a second: a node whose database is away refuses new ones, so there is no rate to keep; no cancel waits for it',
    ],
  },
  {
    id: 'R-10',
    title:
      'a reader that does not read: others hear all, what it waits for is bounded, then it is closed and told why',
    tests: [
      { file: 'product/gateway/src/stream/streams.system.test.ts', named: ['does not read'] },
      { file: 'product/gateway/src/stream/engine/latest-board.test.ts' },
      { file: 'product/gateway/src/stream/engine/log-board.test.ts' },
      { file: 'apps/server/src/line/stream-line.test.ts' },
    ],
    notYet: ['100 of 1,000 at once, and how long the others wait beside them: one is tried'],
  },
  {
    id: 'R-12',
    title:
      'a full disk: new orders refused, cancels, fills and halts made safe, room again without a restart; one under the tape stops nothing',
    tests: [
      { file: 'apps/server/src/full-disk.system.test.ts' },
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
    notYet: [
      'an alarm on skew: all of a node goes by one clock; clocks that jump are in R-19, tokens that have run out in tokens.system.test.ts',
    ],
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
    notYet: ['across processes: a node is one, and its accounts are nobody else’s'],
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
    notYet: [
      'an alert to people who do not look: it is told on the stream (`alerts`) and shown in the terminal, and sent nowhere',
    ],
  },
  {
    id: 'R-26',
    title: 'the kill switch, of everything and of each part: nothing new leaves, cancels do',
    tests: [
      { file: 'kernel/trading/src/orders/kill-path.test.ts' },
      { file: 'apps/server/src/server.system.test.ts', named: ['the kill switch'] },
      { file: 'apps/server/src/full-disk.system.test.ts' },
    ],
    notYet: [
      'the time to the last order out: told by the order of numbers, not in milliseconds; nothing is sent behind the kill',
    ],
  },
  {
    id: 'R-27',
    title: 'one writer: a second one is refused, and one that was taken over promises nothing more',
    tests: [
      { file: 'edges/journal/src/log/commit-log.test.ts' },
      { file: 'edges/journal/src/log/lease-holder.test.ts' },
      { file: 'apps/server/src/node.system.test.ts', named: ['a second node on the same data'] },
      {
        file: 'apps/server/src/server.system.test.ts',
        named: ['a second start on the same data', 'what rests works on behind a stop'],
      },
    ],
    notYet: ['a rolling restart: a node is one process, and the next one begins once it has ended'],
  },
  {
    id: 'R-30',
    title:
      'parsers of bytes and texts that were made up: what is refused is refused with a reason, whatever is cut where',
    tests: [
      { file: 'edges/bridge/src/wire/wire.test.ts' },
      { file: 'edges/adapters/feed/src/feed-wire.test.ts' },
      { file: 'edges/journal/src/follower/frames.test.ts' },
      { file: 'edges/catalog/src/csv/csv-lines.test.ts' },
      { file: 'edges/catalog/src/csv/split-line.test.ts' },
      { file: 'edges/catalog/src/instruments/json-rows.test.ts' },
      { file: 'edges/catalog/src/yaml/yaml-document.test.ts' },
      { file: 'kernel/core/src/binary-reader.test.ts' },
      { file: 'kernel/core/src/codec.test.ts' },
      { file: 'kernel/core/src/utf8.test.ts' },
      { file: 'kernel/core/src/timestamp-text.test.ts' },
      { file: 'kernel/domain/src/trading-event-codec.test.ts' },
      { file: 'kernel/shard/src/whatever-command.property.test.ts' },
      { file: 'kernel/shard/src/whatever-report.property.test.ts' },
    ],
    notYet: [
      'a million inputs of each: some hundred are tried; FIX and the frames of brokers: there are none yet',
    ],
  },
  {
    id: 'R-31',
    title:
      'a run done again from its journal and tape has the same hash, and what a live strategy decided is what its backtest decides',
    tests: [
      { file: 'apps/server/src/parity/parity.system.test.ts' },
      { file: 'product/fleet/src/host/strategy-host.system.test.ts', named: ['over its socket'] },
      { file: 'apps/cli/src/record/replay-command.test.ts' },
      { file: 'kernel/shard/src/recovery.test.ts' },
    ],
    notYet: ['an account with real money beside the backtest: there is no broker’s adapter yet'],
  },
];
