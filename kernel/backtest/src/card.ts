import { Hash128, compareText, type AccountId, type BookId, type StrategyId } from 'argosy/core';
import { toCanonicalJson, type DatedAction, type Instrument, type Product } from 'argosy/domain';
import { DEFAULT_LATE_POLICY, type FaultPolicy } from 'argosy/engine';
import { DEFAULT_SELF_TRADE, latencyCard, type ModelCard } from 'argosy/matching';
import { tradingDefaults } from 'argosy/trading';

import {
  resolveModels,
  SAMPLE_EVERY_DEFAULT,
  type BacktestConfig,
  type Exchange,
  type VenueModels,
} from './config.ts';
import { inTime } from './hand-command.ts';
import type { Setup } from './setup.ts';
import type { SourceIdentity } from './source.ts';

/** The version on the card unless the caller names another. */
export const ARGOSY_VERSION = '0.1.0';

/** Data as JSON carries it: big integers are decimal texts, maps are objects in order of their keys. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/**
 * Everything needed to run it again and get the same. Whatever can change a result is in it, by its
 * value as it held or by a hash; equal configurations have equal cards, however they were ordered.
 */
export type ReproducibilityCard = {
  readonly argosy: string;
  readonly node: string | null;
  readonly commit: string | null;
  /** As it was given: the number 1 and the text '1' are different seeds. */
  readonly seed: string | number;
  readonly sources: readonly SourceIdentity[];
  /** Each with a hash over all of its terms and the calendar it trades by. */
  readonly instruments: readonly { readonly id: string; readonly hash: string }[];
  readonly ledgerScales: PlainValue;
  /** With what they open, in minor units at their ledger scales. */
  readonly accounts: PlainValue;
  /** The limits that held, defaults among them. */
  readonly limits: PlainValue;
  readonly strategies: readonly StrategyCard[];
  /** What is done by hand, in the order of its instants. */
  readonly commands: PlainValue;
  /** What is reckoned from the data, by id. */
  readonly series: PlainValue;
  /** What issuers do, as it was given. */
  readonly actions: PlainValue;
  readonly models: Readonly<Record<string, ModelCard | string | number | null>>;
  readonly period: PlainValue;
  readonly policies: PlainValue;
  readonly statistics: PlainValue;
};

/** A strategy on the card. */
export type StrategyCard = {
  readonly id: StrategyId;
  readonly code: string;
  /** The name of its class. */
  readonly name: string;
  readonly account: AccountId;
  readonly book: BookId;
  readonly product: Product;
  readonly onFault: FaultPolicy;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The state it began with; null where it began anew. */
  readonly state: unknown;
};

/** The card that says what to run again. */
export function cardOf(
  config: BacktestConfig,
  setup: Setup,
  sources: readonly SourceIdentity[],
): ReproducibilityCard {
  const { origin = {}, seed = 0 } = config;
  return {
    argosy: origin.version ?? ARGOSY_VERSION,
    node: origin.node ?? null,
    commit: origin.commit ?? null,
    seed,
    sources: [...sources].sort((a, b) => compareText(a.name, b.name)),
    instruments: setup.instruments.all.map((instrument) => {
      return { id: instrument.id, hash: hashInstrument(instrument, setup) };
    }),
    ledgerScales: toPlain(setup.scales),
    accounts: toPlain([...config.accounts].sort((a, b) => compareText(a.id, b.id))),
    limits: toPlain(setup.limits),
    strategies: setup.seats.map(strategyCard),
    commands: toPlain(inTime(config.commands)),
    series: toPlain([...(config.series ?? [])].sort((a, b) => compareText(a.id, b.id))),
    actions: toPlain([...(config.actions ?? [])].sort(byInstant)),
    models: modelsOf(config.venue),
    period: periodOf(config),
    policies: policiesOf(config),
    statistics: toPlain(setup.statistics),
  };
}

/** Of one instant and instrument they are booked in the order they are given in. */
function byInstant(one: DatedAction, other: DatedAction): number {
  return one.exAt - other.exAt || compareText(one.instrument, other.instrument);
}

function hashInstrument(instrument: Instrument, { calendarsAsGiven }: Setup): string {
  const calendar = calendarsAsGiven.get(instrument.calendar) ?? null;
  const hash = new Hash128();
  hash.updateText(toCanonicalJson(toPlain({ instrument, calendar })));
  return `argosy128:${hash.digest()}`;
}

function strategyCard(seat: Setup['seats'][number]): StrategyCard {
  const {
    id,
    code,
    name,
    account,
    book,
    product,
    onFault,
    values: parameters,
    state = null,
  } = seat;
  return { id, code, name, account, book, product, onFault, parameters, state };
}

function modelsOf(venue?: VenueModels): ReproducibilityCard['models'] {
  const models = resolveModels(venue);
  const { fees, fills, slippage, queue, latency, bars, staleAfter } = models;
  return {
    fees: fees.describe(),
    fills: fills.describe(),
    slippage: slippage.describe(),
    queue: queue.describe(),
    latency: latencyCard(latency),
    bars: { model: 'bars', parameters: { ...bars } },
    auctions: models.auctions,
    exchange: exchangeCard(models.exchange),
    bands: models.bands.describe(),
    interruptions: models.interruptions.describe(),
    halts: models.halts.describe(),
    staleAfterUs: staleAfter,
  };
}

function exchangeCard({ instruments, selfTrade = DEFAULT_SELF_TRADE }: Exchange): ModelCard {
  const named = [...instruments].sort(compareText).join(' ');
  return { model: 'exchange', parameters: { instruments: named, selfTrade } };
}

function periodOf(config: BacktestConfig): PlainValue {
  const { from = null, until = null, warmUpUntil = null, warmUpBars = null } = config;
  return toPlain({ from, until, warmUpUntil, warmUpBars });
}

/** What decides when nothing else does, as it held. An answering function is known by its presence. */
function policiesOf(config: BacktestConfig): PlainValue {
  return toPlain({
    rounding: config.rounding ?? tradingDefaults.rounding,
    atEnd: config.atEnd ?? 'keep',
    atExpiry: config.atExpiry ?? 'settle',
    settlementPrices: config.settlementPrices ?? {},
    lateData: config.lateData ?? DEFAULT_LATE_POLICY,
    endsOnFault: config.endsOnFault ?? false,
    journal: config.journal ?? 'hash',
    sampleEveryUs: config.sampleEvery ?? SAMPLE_EVERY_DEFAULT,
    answersOutside: config.answer !== undefined,
  });
}

/** Plain data of what a configuration holds; what is undefined is left out. */
function toPlain(value: unknown): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) return plainEntries([...value]);
  if (typeof value === 'object') return plainEntries(Object.entries(value));
  return typeof value === 'bigint' ? value.toString() : typeof value;
}

function plainEntries(entries: readonly (readonly [unknown, unknown])[]): PlainValue {
  const named = entries
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): readonly [string, PlainValue] => [String(name), toPlain(value)]);
  return Object.fromEntries(named.sort(([a], [b]) => compareText(a, b)));
}
