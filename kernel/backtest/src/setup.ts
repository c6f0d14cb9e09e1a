import {
  alwaysOpen,
  ArgosyError,
  BACKTEST_SESSION,
  ledgerScales,
  nseEquity,
  SessionClock,
  toBookId,
  toOriginCode,
  toStrategyId,
  type CalendarId,
  type LedgerScales,
  type TradingCalendar,
} from 'argosy/core';
import { InstrumentTable, type BarSpecText, type Product } from 'argosy/domain';
import { createStrategy, type CreatedStrategy, type SeatSetup } from 'argosy/engine';
import type { FedBy } from 'argosy/matching';
import { defaultLimits, type RiskLimits } from 'argosy/risk';
import { leverageOf, type AccountConfig } from 'argosy/trading';

import type { BacktestConfig, StrategyConfig } from './config.ts';
import {
  mistakesInAccounts,
  mistakesInInstruments,
  mistakesInJournal,
  mistakesInSources,
  mistakesInTimes,
  parseOr,
} from './config-checks.ts';
import { backtestError } from './errors.ts';
import type { Source } from './source.ts';

/** A seat with what the reproducibility card says of it. */
export type PlannedSeat = SeatSetup & {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/** A configuration that has been looked over and resolved. */
export type Setup = {
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  /** The same as they were given, by id: what the card says of them. */
  readonly calendarsAsGiven: ReadonlyMap<CalendarId, TradingCalendar>;
  readonly scales: LedgerScales;
  /** The limits that hold: those given over the ones that hold for everyone. */
  readonly limits: RiskLimits;
  readonly seats: readonly PlannedSeat[];
  readonly externalBars: readonly BarSpecText[];
  /** What moves the venue's price of each instrument. */
  readonly fedBy: readonly FedBy[];
};

/** Looks a configuration over; throws one error that names every mistake. */
export function resolveConfig(config: BacktestConfig): Setup {
  const mistakes: string[] = [];
  const instruments = tableOf(config);
  mistakes.push(
    ...mistakesInInstruments(config),
    ...mistakesInAccounts(config, instruments),
    ...mistakesInTimes(config),
    ...mistakesInJournal(config),
    ...mistakesInSources(config.sources, instruments),
  );
  const calendarsAsGiven = calendarsOf(config);
  const calendars = clocksOf(calendarsAsGiven);
  for (const { id, calendar } of instruments.all) {
    if (!calendars.has(calendar)) mistakes.push(`instruments.${id}.calendar: unknown ${calendar}`);
  }
  const seats = planSeats(config, mistakes);
  if (mistakes.length > 0) {
    throw backtestError('BAD_CONFIG', `\n  ${mistakes.join('\n  ')}`, { mistakes });
  }
  const fedBy = instruments.all.map(({ id }) => feedOf(id, config.sources));
  return {
    instruments,
    calendars,
    calendarsAsGiven,
    scales: ledgerScales(config.ledgerScales ?? {}),
    limits: limitsOf(config, fedBy),
    seats,
    externalBars: barSpecsOf(config.sources),
    fedBy,
  };
}

/** Each id once; the ones given twice are mistakes and the run will not begin. */
function tableOf({ instruments }: BacktestConfig): InstrumentTable {
  return new InstrumentTable([...new Map(instruments.map((one) => [one.id, one])).values()]);
}

function calendarsOf({ calendars = [] }: BacktestConfig): Setup['calendarsAsGiven'] {
  return new Map([nseEquity, alwaysOpen, ...calendars].map((calendar) => [calendar.id, calendar]));
}

function clocksOf(calendars: Setup['calendarsAsGiven']): Setup['calendars'] {
  return new Map([...calendars].map(([id, calendar]) => [id, new SessionClock(calendar)]));
}

/** An order decided on a day's last bar waits for the next open; the venue decides what may wait. */
function limitsOf({ limits = {} }: BacktestConfig, fedBy: readonly FedBy[]): RiskLimits {
  const outsideSession = fedBy.includes('bars') ? 'allow' : 'refuse';
  return { ...defaultLimits, outsideSession, ...limits };
}

function planSeats(config: BacktestConfig, mistakes: string[]): readonly PlannedSeat[] {
  const sorted = [...config.strategies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const seats: PlannedSeat[] = [];
  sorted.forEach((plan, place) => {
    const account = config.accounts.find(({ id }) => id === plan.account);
    const where = `strategies.${plan.id}`;
    if (sorted[place - 1]?.id === plan.id) mistakes.push(`${where}: the id is given twice`);
    if (account === undefined) mistakes.push(`${where}.account: unknown ${plan.account}`);
    else addSeat(seats, { plan, place, account }, mistakes);
  });
  checkUnique(seats, mistakes);
  return seats;
}

function addSeat(
  seats: PlannedSeat[],
  { plan, place, account }: { plan: StrategyConfig; place: number; account: AccountConfig },
  mistakes: string[],
): void {
  const created = createPlanned(plan, mistakes);
  if (created === null) return;
  const product = productOf(plan, account, mistakes);
  const ids = idsOf({ plan, place }, mistakes);
  if (product === null || ids === null) return;
  seats.push({
    ...ids,
    strategy: created.strategy,
    account: account.id,
    currency: account.base,
    ...bookOf(account, ids.book),
    kind: account.kind,
    leverage: leverageOf(account),
    product,
    session: BACKTEST_SESSION,
    lastCounter: -1,
    onFault: plan.onFault ?? 'cancelOrders',
    state: plan.state,
    name: plan.strategy.name,
    values: created.values,
  });
}

function createPlanned(
  { id, strategy, parameters = {} }: StrategyConfig,
  mistakes: string[],
): (CreatedStrategy & { readonly ok: true }) | null {
  try {
    const created = createStrategy(strategy, parameters);
    if (created.ok) return created;
    for (const { name, reason } of created.mistakes) {
      mistakes.push(`strategies.${id}.parameters.${name}: ${reason}`);
    }
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    mistakes.push(`strategies.${id}: ${error.message}`);
  }
  return null;
}

function bookOf(
  { mode, books = [] }: AccountConfig,
  book: SeatSetup['book'],
): Pick<SeatSetup, 'mode' | 'allotment'> {
  const own = books.find(({ id }) => id === book);
  return { mode: own?.mode ?? mode, allotment: own?.allotment ?? null };
}

function productOf(
  plan: StrategyConfig,
  { id, products }: AccountConfig,
  mistakes: string[],
): Product | null {
  const product = plan.product ?? products[0];
  if (product === undefined) mistakes.push(`accounts.${id}.products: at least one is needed`);
  else if (products.includes(product)) return product;
  else mistakes.push(`strategies.${plan.id}.product: account ${id} has no ${product}`);
  return null;
}

function idsOf(
  { plan, place }: { plan: StrategyConfig; place: number },
  mistakes: string[],
): Pick<SeatSetup, 'id' | 'code' | 'book'> | null {
  const note =
    (field: string) =>
    (reason: string): void => {
      mistakes.push(`strategies.${plan.id}.${field}: ${reason}`);
    };
  const id = parseOr(toStrategyId, plan.id, note('id'));
  const code = parseOr(toOriginCode, plan.code ?? defaultCode(place), note('code'));
  const book = parseOr(toBookId, plan.book ?? plan.id, note('book'));
  return id === null || code === null || book === null ? null : { id, code, book };
}

function checkUnique(seats: readonly PlannedSeat[], mistakes: string[]): void {
  const seen = new Set<string>();
  for (const { id, account, code, book } of seats) {
    for (const [field, value] of Object.entries({ code, book })) {
      const text = `${account} ${field} ${value}`;
      if (seen.has(text)) mistakes.push(`strategies.${id}.${field}: ${value} is taken already`);
      seen.add(text);
    }
  }
}

/** `0001` for the first strategy by id; `0000` is trading's own. */
function defaultCode(place: number): string {
  return (place + 1).toString(36).toUpperCase().padStart(4, '0');
}

function barSpecsOf(sources: readonly Source[]): readonly BarSpecText[] {
  const specs = new Set<BarSpecText>();
  for (const { contents } of sources) {
    for (const content of contents) if (content.kind === 'bar') specs.add(content.spec);
  }
  return [...specs].sort();
}

function feedOf(id: string, sources: readonly Source[]): FedBy {
  const kinds = new Set<string>();
  for (const { contents } of sources) {
    for (const content of contents) if (content.instrument === id) kinds.add(content.kind);
  }
  if (kinds.has('quote')) return kinds.has('trade') ? 'quotesAndTrades' : 'quotes';
  if (kinds.has('trade')) return 'trades';
  return kinds.has('bar') ? 'bars' : 'none';
}
