import { ledgerScales, toTimestamp, type Timestamp } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import type { FeeModel } from 'argosy/matching';
import { sureFills } from 'argosy/matching';
import type { HistoryPart, InstrumentsPart } from '@argosy/bridge';
import { brokerRefusal } from '@argosy/bridge';

import { SimAdapter } from './adapter/sim-adapter.ts';
import { demoCapabilities } from './capabilities.ts';
import { DemoFeed } from './demo/demo-feed.ts';
import { DemoMarket } from './demo/demo-market.ts';
import { speedOf, type DemoPlan } from './demo/demo-plan.ts';
import { fastClock } from './demo/fast-clock.ts';
import { HistoryAnswers } from './demo/history-answers.ts';
import { instrumentFile } from './demo/instrument-file.ts';
import { indianCharges } from './exchange/indian-charges.ts';
import { PaperExchange } from './exchange/paper-exchange.ts';
import type { SimClock } from './sim-clock.ts';
import {
  answered,
  intradayLeverage,
  marginPart,
  nearby,
  withinCall,
  type SimOptions,
} from './sim-options.ts';

/** A demo exchange. */
export type DemoOptions = SimOptions & {
  readonly clock: SimClock;
  readonly plan?: DemoPlan;
  /** Whose charges are charged, by India's dated rules; Zerodha's unless told. */
  readonly charges?: string;
  /** Where its time goes on, if that runs faster than the clock's: the last instant of the journal, after a restart. */
  readonly from?: Timestamp;
};

/** What a demo exchange comes with. */
export type Demo = {
  readonly adapter: SimAdapter;
  /** The time that it lives in: the shard that trades there has to go by it. */
  readonly clock: SimClock;
  readonly market: DemoMarket;
  /** What a fill costs there. */
  readonly fees: FeeModel;
  /**
   * Lists anew, from the day of now on: gives back what was not listed before. What has ended is quoted no more, and
   * what works in it works on until it is settled.
   */
  readonly relist: () => readonly Instrument[];
};

const LIST_NAME = 'demo-instruments.csv';

/**
 * The demo exchange: made-up companies, their index, futures and options, with market data that live and orders that
 * are matched against them.
 *
 * @example
 * const demo = demoExchange({ clock: machineClock(), plan: { ticksPerSecond: 5000 } });
 * await demo.adapter.start(listener, { timeoutMs: 1000 });
 */
export function demoExchange(options: DemoOptions): Demo {
  const { plan = {}, name = 'demo', from, leverage = intradayLeverage } = options;
  const market = DemoMarket.found(plan, from ?? options.clock.now());
  const clock = clockFor(options, market);
  const { seed, exchange: own, depthLevels } = market.ground.plan;
  const scales = options.scales ?? ledgerScales({});
  const fees = indianCharges(options.charges ?? 'zerodha', own);
  const models = { fees, latency: nearby, fills: sureFills, ...options.models };
  const exchange = new PaperExchange({
    instruments: market.instruments,
    calendars: [market.calendar],
    models,
    fedBy: ({ kind }) => (kind === 'index' ? 'none' : depthLevels > 0 ? 'book' : 'quotesAndTrades'),
    seed: `${seed}/venue`,
    scales,
  });
  const { instruments } = exchange;
  const feed = new DemoFeed(market, clock.now());
  const answers = new HistoryAnswers(market, pauseOf(options.clock));
  const adapter: SimAdapter = new SimAdapter({
    name,
    clock,
    exchange,
    capabilities: demoCapabilities(depthLevels, options),
    feed,
    history: historyPart(answers, { wall: options.clock, now: clock.now }),
    instruments: listPart(() => instrumentFile({ all: market.instruments })),
    margin: marginPart(
      {
        instruments,
        scales,
        fees: models.fees,
        leverage,
        priceOf: (id, side) => adapter.priceOf(id, side),
      },
      clock,
    ),
  });
  const relist = (): readonly Instrument[] => {
    const now = clock.now();
    adapter.advance();
    market.relist(now);
    const more = market.instruments.filter(({ id }) => instruments.indexOf(id) === undefined);
    feed.restart(now);
    answers.restart();
    adapter.list(more);
    return more;
  };
  return { adapter, clock, market, fees: models.fees, relist };
}

function clockFor({ clock, plan = {}, from }: DemoOptions, market: DemoMarket): SimClock {
  const { hours = 'always' } = plan;
  if (typeof hours === 'string') return clock;
  const [first] = market.ground.days;
  const begin = from ?? toTimestamp(first?.preOpen?.from ?? first?.from ?? clock.now());
  return fastClock(clock, () => market.ground.days, { from: begin, speed: speedOf(hours) });
}

/** Work takes its time by the wall clock, however fast that of the exchange runs. */
function historyPart(
  answers: HistoryAnswers,
  { wall, now }: { readonly wall: SimClock; readonly now: () => Timestamp },
): HistoryPart {
  return {
    bars: (spec, range, call) => withinCall(wall, call, () => answers.bars(spec, range, now())),
    trades: (instrument) =>
      Promise.resolve(brokerRefusal('UNSUPPORTED', `trades of the past of ${instrument}`)),
  };
}

function listPart(textOf: () => string): InstrumentsPart {
  const bytes = (): Uint8Array => new TextEncoder().encode(textOf());
  return {
    load: () => answered({ name: LIST_NAME, source: 'argosy', pieces: inOnePiece(bytes()) }),
  };
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

function pauseOf(clock: SimClock): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      clock.after(0, resolve);
    });
}
