import { ledgerScales, toQuantity, toTimestamp, type InstrumentIndex } from 'argosy/core';
import { InstrumentTable, isPaidInFull, type MarketData } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import { anAccount, rupees } from '@argosy/testkit';
import { DeskRig, mainAccount, owner } from '@argosy/testkit/live';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fundsShape, positionShape } from '../../shape/position.ts';
import { portfolioShape } from '../../shape/portfolio.ts';
import { EquityLog } from '../../watch/equity-log.ts';
import { FanOut } from '../engine/fan-out.ts';
import { AccountFan } from './account-fan.ts';
import { HeldMarks } from './held-marks.ts';

/** A rig whose prices and events go to a fan, as a node's go to its network. */
async function aRig(kind: 'cash' | 'margin') {
  const early: (readonly [MarketData, InstrumentIndex])[] = [];
  let marks: HeldMarks | null = null;
  const rig = await DeskRig.start({
    market: { futures: 1 },
    accounts: [anAccount({ kind, balances: [rupees(100_000_000n)] })],
    onMarket: (input, instrument) => {
      if (instrument === -1) return;
      if (marks === null) early.push([input, instrument]);
      else marks.keep(instrument, input);
    },
  });
  const { clock } = rig.shard;
  const { now, after } = clock;
  const instruments = new InstrumentTable(rig.shard.life.demo.market.instruments);
  const scales = { instruments, scales: ledgerScales({}) };
  const time = { wall: now, elapsed: now, after, soon: (run: () => void) => run() };
  const fanOut = new FanOut({ time, metrics: new Metrics(metricTable) });
  marks = new HeldMarks(instruments);
  const log = new Log({ now: clock.now }).logger({});
  const fan = new AccountFan({ fanOut, scales, desk: rig.desk, marks, log });
  await rig.shard.hear(fan.begin([mainAccount]));
  let told = rig.shard.events.length;
  const tell = (): void => {
    for (const event of rig.shard.events.slice(told)) fan.take(event);
    told = rig.shard.events.length;
  };
  return { rig, fan, tell, scales };
}

/** What positions add to the cash of their account. */
function worthOf(positions: readonly contract.Position[], instruments: InstrumentTable): bigint {
  const worths = positions.map(({ instrument: id, value, unrealised }) => {
    const instrument = instruments.all.find((one) => one.id === id);
    const isPaid = instrument !== undefined && isPaidInFull(instrument);
    return minor((isPaid ? value : unrealised)?.amount ?? '0.00');
  });
  return worths.reduce((sum, worth) => sum + worth, 0n);
}

type World = Awaited<ReturnType<typeof aRig>>;

const upwards = (one: number, other: number): number => one - other;

/** What is told on the stream, at the number that the machine is at, and what the machine says. */
function streamed({ rig, fan, scales: { instruments } }: World) {
  const { view } = rig.shard.trading;
  const told = positionsTold(fan);
  const [money] = view.moneyOf(mainAccount);
  const marks = rig.shard.trading.positions().map(({ key }) => view.mark2(key.instrument) ?? 0);
  return {
    told: told.map(({ mark }) => Math.round(Number(mark) * 200)).toSorted(upwards),
    marks: marks.toSorted(upwards),
    worth: worthOf(told, instruments),
    added:
      money === undefined || money.margin === null
        ? null
        : money.margin.equity.amount - money.cash.amount,
  };
}

/** What the API answers of one number: positions, funds, the portfolio and the curve of equity. */
async function answered({ rig, scales }: World) {
  const now = await rig.shard.hear(rig.desk.snapshot(owner));
  const positions = now.positions.map((held) => positionShape(held, scales));
  const [funds] = now.funds.map((row) => fundsShape(row, scales));
  const log = new EquityLog();
  log.take(rig.shard.live.now, now, scales);
  const [point] = log.of(mainAccount, 'INR', scales).points;
  const [total] = portfolioShape(now.positions, scales, 'account').totals;
  const gains = positions.map(({ unrealised }) => minor(unrealised?.amount ?? '0.00'));
  const equity = minor(funds?.cash ?? '') + worthOf(positions, scales.instruments);
  return {
    equity,
    margin: funds === undefined || funds.margin === null ? null : minor(funds.margin.equity),
    curve: minor(point?.equity ?? ''),
    gain: gains.reduce((one, more) => one + more, 0n),
    unrealised: minor(total?.unrealised ?? '0.00'),
  };
}

const step = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  of: fc.nat(3),
  qty: fc.integer({ min: 1, max: 30 }),
  millis: fc.integer({ min: 50, max: 2_000 }),
});
type Step = ReturnType<typeof step.generate>['value'];

/** A cash account has shares alone. */
async function trade({ rig, tell, scales }: World, kind: 'cash' | 'margin', given: Step) {
  const traded = scales.instruments.all.filter((one) => {
    return kind === 'cash' ? one.kind === 'equity' : one.kind !== 'index';
  });
  const instrument = traded[given.of % traded.length];
  if (instrument === undefined) throw new Error('nothing is listed');
  const ticket = rig.aTicket({
    side: given.side,
    instrument: instrument.id,
    product: instrument.kind === 'future' ? 'carryForward' : 'delivery',
    qty: toQuantity(given.qty * Number(instrument.lot)),
    terms: { type: 'market' },
  });
  await rig.shard.hear(rig.desk.place(ticket, owner));
  await rig.shard.pass(given.millis * 1_000);
  tell();
}

test('positions add up to what their account is worth, in answers and on the stream, to the paisa', async () => {
  let halves = 0;
  const lives = fc.record({
    kind: fc.constantFrom('cash' as const, 'margin' as const),
    steps: fc.array(step, { minLength: 2, maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(lives, async ({ kind, steps }) => {
      const world = await aRig(kind);
      for (const given of steps) {
        await trade(world, kind, given);
        const stream = streamed(world);
        halves += stream.marks.filter((mark2) => mark2 % 2 === 1).length;
        expect(stream.told).toEqual(stream.marks);
        expect(stream.added ?? stream.worth).toBe(stream.worth);
        const answer = await answered(world);
        expect(answer.curve).toBe(answer.equity);
        expect(answer.margin ?? answer.equity).toBe(answer.equity);
        expect(answer.unrealised).toBe(answer.gain);
      }
      await world.rig.stop();
    }),
    { numRuns: 10 },
  );
  expect(halves).toBeGreaterThan(0);
});

function positionsTold(fan: AccountFan): readonly contract.Position[] {
  const channel = fan.find('positions', mainAccount, {
    user: 'u-1',
    name: 'owner',
    role: 'owner',
    ownAccount: mainAccount,
    accounts: [mainAccount],
    session: 's-1',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Number.MAX_SAFE_INTEGER),
  });
  const text = channel?.mode === 'log' ? channel.snapshotFrame().toString() : '';
  const { items } = JSON.parse(text.slice(text.indexOf('{"type"'))) as {
    readonly items: readonly contract.Position[];
  };
  return items;
}

function minor(text: string): bigint {
  return BigInt(text.replace('.', ''));
}
