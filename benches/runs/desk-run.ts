/**
 * The desk on a live shard of the demo exchange, whose journal is in memory: what a call of `place` takes until it
 * returns, with and without a key, beside the shard's own command with the same order, and until its answer is there.
 * `node --conditions=source benches/runs/desk-run.ts [ORDERS]`; prints one line of JSON.
 */
import { performance } from 'node:perf_hooks';

import { OrderIdFactory, toOriginCode, toQuantity, toSessionCode } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { DeskRig, owner } from '@argosy/testkit/live';
import { rupees, anAccount } from '@argosy/testkit';

/** What a call reports, in microseconds. */
export type DeskReport = {
  readonly orders: number;
  readonly commandP50: number;
  readonly commandP99: number;
  readonly placeP50: number;
  readonly placeP99: number;
  readonly keyedP50: number;
  readonly keyedP99: number;
  /** With as many orders open as there were placed before. */
  readonly keyedLateP50: number;
  readonly answerP50: number;
  readonly answerP99: number;
};

const ROUND = 20;
const count = Number(process.argv[2] ?? '10000');
const accounts = [anAccount({ kind: 'margin', balances: [rupees(10n ** 15n)] })];
const rig = await DeskRig.start({ accounts, cash: 10n ** 15n });
const { live, trading } = rig.shard;
const ticket = rig.aTicket({ qty: toQuantity(1), product: 'intraday' });
const session = toSessionCode('RAWS');
const origin = toOriginCode('RAWS');
const ids = new OrderIdFactory({ session, origin, lastCounter: -1 });

type Measured = { readonly sync: number[]; readonly answer: number[] };

/** Rounds of orders, each followed by a turn in which the journal is written. */
async function measure(act: (place: number) => Promise<unknown>): Promise<Measured> {
  const [sync, answer]: [number[], number[]] = [[], []];
  for (let place = 0; place < count; place += ROUND) {
    const asked: Promise<unknown>[] = [];
    for (let each = place; each < place + ROUND; each += 1) {
      const from = performance.now();
      const promised = act(each);
      sync.push((performance.now() - from) * 1_000);
      asked.push(promised.then(() => answer.push((performance.now() - from) * 1_000)));
    }
    await Promise.all(asked);
  }
  return { sync, answer };
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2));
}

function command(): Promise<void> {
  const { note: _, key: __, ...asked } = ticket;
  const request = { ...asked, id: ids.next(), strategy: null, link: null, algo: null, tag: null };
  const touch = trading.touchOf(ticket.instrument, live.now);
  if (touch === null) throw new Error('the share has a touch');
  const head = { kind: 'command', origin, strategy: null, readTo: toInputNumber(0) } as const;
  return new Promise((resolve) => {
    const refusal = live.command(
      { ...head, at: live.now, body: { type: 'submit', request, touch } },
      resolve,
    );
    if (refusal !== null) throw new Error(refusal.reason);
  });
}

const keyed = (place: number, of: string): Promise<unknown> =>
  rig.desk.place({ ...ticket, key: `${of} ${place}` }, owner);

await measure((place) => keyed(place, 'warm'));
const raw = await measure(command);
const plain = await measure(() => rig.desk.place(ticket, owner));
const withKey = await measure((place) => keyed(place, 'early'));
const late = await measure((place) => keyed(place, 'late'));
const report: DeskReport = {
  orders: count,
  commandP50: at(raw.sync, 0.5),
  commandP99: at(raw.sync, 0.99),
  placeP50: at(plain.sync, 0.5),
  placeP99: at(plain.sync, 0.99),
  keyedP50: at(withKey.sync, 0.5),
  keyedP99: at(withKey.sync, 0.99),
  keyedLateP50: at(late.sync, 0.5),
  answerP50: at(late.answer, 0.5),
  answerP99: at(late.answer, 0.99),
};
await rig.stop();
console.log(JSON.stringify(report));
