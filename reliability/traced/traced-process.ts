/**
 * A process to be watched from outside: a shard on the machine's own disk takes orders, and its broker
 * writes each request into a file the moment it leaves. `node … traced-process.ts FOLDER ORDERS`.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import {
  alwaysOpen,
  BACKTEST_SESSION,
  ledgerScales,
  OrderIdFactory,
  Random,
  SessionClock,
  toAccountId,
  toBookId,
  toOriginCode,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { EngineMachine } from 'argosy/engine';
import { OutputGate, Shard } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';
import { FileJournal } from '@argosy/journal';
import { anAccount, anOrderRequest, aQuote, aTouch, aTradingConfig, rupees } from '@argosy/testkit';

const [folder = '', count = '100'] = process.argv.slice(2);
const config = aTradingConfig({ accounts: [anAccount({ balances: [rupees(1_000_000_000_00n)] })] });
const trading = new TradingMachine(config);
const journal = await FileJournal.open({
  folder: join(folder, 'journal'),
  shard: 'traced',
  region: 'in',
  segmentBytes: 1024 * 1024,
  reserveBytes: 64 * 1024,
  blockBytesMax: 256 * 1024,
  recordBytesMax: 64 * 1024,
  accountOf: (order) => trading.order(order)?.request.account ?? null,
  onFatal: (reason) => {
    throw reason;
  },
});
const sent = openSync(join(folder, 'sent.log'), 'w');
const engine = new EngineMachine({
  instruments: config.instruments,
  calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
  externalBars: [],
  scales: ledgerScales({}),
  strategies: [],
  random: Random.fromSeed(1),
  out: { command: () => {}, ask: () => {}, log: () => {}, fault: () => {} },
});
const shard = new Shard({
  trading,
  engine,
  journal,
  tape: { append: () => {} },
  gate: new OutputGate(journal, {
    send: ({ order }) => {
      writeSync(sent, `${order}\n`);
    },
  }),
  venue: null,
  onEvent: () => {},
});

const origin = toOriginCode('HAND');
const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter: -1 });
const now = (): ReturnType<typeof toTimestamp> =>
  toTimestamp(Math.max(shard.now, Date.now() * 1000));
shard.open(toTimestamp(Date.now() * 1000));
shard.take(
  aQuote({ at: now() }),
  now(),
  config.instruments.indexOf(anOrderRequest().instrument) ?? -1,
);
for (let place = 0; place < Number(count); place += 1) {
  const request = anOrderRequest({
    id: ids.next(),
    account: toAccountId('MAIN'),
    book: toBookId('HAND'),
    strategy: null,
    qty: toQuantity(1),
    terms: { type: 'market' },
  });
  const body = { type: 'submit', request, touch: aTouch() } as const;
  const rest = { origin, strategy: null, readTo: toInputNumber(0), at: now() } as const;
  shard.take({ kind: 'command', ...rest, body }, now(), -1);
  // Some go one by one and some together, as they do when it is busy.
  if (place % 7 === 0) await journal.flush();
}
await journal.close();
