import {
  ArgosyError,
  formatTimestamp,
  knownCalendars,
  ledgerScales,
  type Currency,
  type LedgerScales,
} from 'argosy/core';
import { InstrumentTable, parseBarSpec } from 'argosy/domain';
import { RateTable } from 'argosy/risk';

import type { BacktestConfig } from '../config.ts';
import { currenciesOf } from '../given-limits.ts';
import { contentText } from '../row-guard.ts';
import type { RunData } from '../run-data.ts';
import type { Source, SourceContent } from '../source.ts';
import { noteRepeated } from './account.ts';
import type { Mistakes } from './mistakes.ts';
import { fieldOf, type At } from './shape.ts';

/** The lists of a run; what is no list counts as an empty one. */
export type RunLists = Required<
  Pick<
    BacktestConfig,
    'instruments' | 'calendars' | 'sources' | 'accounts' | 'strategies' | 'commands'
  >
>;

/** Tells of ids and names that are given twice. */
export function checkRepeated(lists: RunLists, mistakes: Mistakes): void {
  const { instruments, accounts, calendars, sources } = lists;
  const fields = { instruments, accounts, calendars, sources };
  for (const [list, items] of Object.entries<readonly unknown[]>(fields)) {
    const field = list === 'sources' ? 'name' : 'id';
    const names = items.map((item) => String(fieldOf(item, field)));
    noteRepeated(names, (at, name) => {
      const place = `${list}[${at}].${field}`;
      if (mistakes.isSound(place)) mistakes.note(place, `${name} is given twice`);
    });
  }
}

/** Tells of instruments that trade, and accounts that settle, by a calendar nobody has. */
export function checkCalendarsOf(
  { instruments, accounts, calendars }: Pick<RunLists, 'instruments' | 'accounts' | 'calendars'>,
  mistakes: Mistakes,
): void {
  const known = new Set<unknown>(knownCalendars.map(({ id }) => id));
  for (const calendar of calendars) known.add(fieldOf(calendar, 'id'));
  const isEachKnown = calendars.every((_, at) => mistakes.areSound(`calendars[${at}]`, 'id'));
  if (!isEachKnown || !mistakes.areSound('calendars')) return;
  const check = (owner: string, place: string, calendar: unknown): void => {
    if (known.has(calendar) || !mistakes.areSound(owner, place)) return;
    const names = [...known].join(', ');
    mistakes.note(`${owner}.${place}`, `unknown ${String(calendar)}; there are ${names}`);
  };
  for (const [at, instrument] of instruments.entries()) {
    check(`instruments[${at}]`, 'calendar', fieldOf(instrument, 'calendar'));
  }
  for (const [at, account] of accounts.entries()) {
    const settlement = fieldOf(account, 'settlement');
    if (settlement === undefined) continue;
    check(`accounts[${at}]`, 'settlement.calendar', fieldOf(settlement, 'calendar'));
  }
}

/** Tells of data that a run cannot take: of unknown instruments, bars that no source may bring. */
export function checkContents(
  sources: readonly Source[],
  instruments: ReadonlySet<string> | null,
  mistakes: Mistakes,
): void {
  for (const [at, source] of sources.entries()) {
    if (!mistakes.isSound(`sources[${at}]`)) continue;
    for (const [place, content] of source.contents.entries()) {
      const mistake = mistakeInContent(content, instruments);
      if (mistake === null) continue;
      const what = `${source.name}, ${contentText(content)}`;
      mistakes.note(`sources[${at}].contents[${place}]`, `${what}: ${mistake}`);
    }
  }
}

function mistakeInContent(
  content: SourceContent,
  instruments: ReadonlySet<string> | null,
): string | null {
  if (instruments?.has(content.instrument) === false) return 'unknown instrument';
  if (content.kind !== 'bar') return null;
  const spec = parseBarSpec(content.spec);
  if (!spec.ok) return spec.refusal.reason;
  if (spec.value.source !== 'EXTERNAL') return 'only EXTERNAL bars come from a source';
  return spec.value.instrument === content.instrument ? null : `not bars of ${content.instrument}`;
}

/** Tells of scales that are below the standard ones. */
export function checkScales(raised: LedgerScales, { place, mistakes }: At): void {
  for (const [currency, scale] of Object.entries(raised)) {
    try {
      ledgerScales({ [currency]: scale });
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      mistakes.note(`${place}.${currency}`, error.message);
    }
  }
}

/** Money that no pair of the run turns into the base currency would not count in the equity. */
export function checkMoney(config: BacktestConfig, mistakes: Mistakes): void {
  const { instruments, ledgerScales: scales = {} } = config;
  const needed = ['instruments', 'accounts', 'ledgerScales'];
  if (!needed.every((place) => mistakes.isSound(place))) return;
  const rates = new RateTable(new InstrumentTable(instruments), { scales, markOf: () => null });
  for (const { place, currency, base } of [
    ...openingMoney(config),
    ...movedMoney(config, mistakes),
  ]) {
    if (!mistakes.isSound(place) || rates.canConvert(currency, base)) continue;
    mistakes.note(place, `no pair leads from ${currency} to ${base}`);
  }
}

type PlacedMoney = { readonly place: string; readonly currency: Currency; readonly base: Currency };

function openingMoney({ accounts }: BacktestConfig): readonly PlacedMoney[] {
  return accounts.flatMap(({ base, balances }, at) =>
    balances.map(({ currency }, number) => {
      return { place: `accounts[${at}].balances[${number}]`, currency, base };
    }),
  );
}

function movedMoney(
  { accounts, commands = [] }: BacktestConfig,
  mistakes: Mistakes,
): readonly PlacedMoney[] {
  return commands.flatMap((command, at) => {
    const place = `commands[${at}]`;
    if (!mistakes.isSound(place) || !('amount' in command)) return [];
    const { account: id, amount } = command;
    const account = accounts.find((one) => one.id === id);
    if (account === undefined) return [];
    const { base } = account;
    return [{ place: `${place}.amount`, currency: amount.currency, base }];
  });
}

/** Tells of losses in a currency that is not the one in which an account is valued. */
export function checkLosses(config: BacktestConfig, mistakes: Mistakes): void {
  if (!mistakes.isSound('accounts')) return;
  for (const name of ['maxDailyLoss', 'maxDrawdown'] as const) {
    const limit = config.limits?.[name];
    const place = `limits.${name}`;
    if (typeof limit !== 'object' || limit === null || !mistakes.isSound(place)) continue;
    const other = config.accounts.find(({ base }) => base !== limit.currency);
    if (other === undefined) continue;
    mistakes.note(place, `it is in ${limit.currency}, account ${other.id} in ${other.base}`);
  }
}

/** Tells of limits on values that no order can reach, because no instrument has their currency. */
export function checkLimitCurrencies(config: BacktestConfig, mistakes: Mistakes): void {
  const { instruments, limits = {} } = config;
  const isKnown = instruments.every((_, at) => {
    return mistakes.areSound(`instruments[${at}]`, 'currency');
  });
  if (!isKnown || !mistakes.areSound('instruments') || !mistakes.areSound('limits')) return;
  const known = new Set<string>(instruments.map(({ currency }) => currency));
  const { maxOrderNotional, maxMarketNotional, maxOpenNotional } = limits;
  const { maxFirmValue, confirmAbove, leastPriceHundredths } = limits.rules ?? {};
  const values = { maxOrderNotional, maxMarketNotional, maxOpenNotional };
  const rules = { maxFirmValue, confirmAbove, leastPriceHundredths };
  const placed = [
    ...Object.entries(values).map(([name, limit]) => [`limits.${name}`, limit] as const),
    ...Object.entries(rules).map(([name, limit]) => [`limits.rules.${name}`, limit] as const),
  ];
  for (const [place, limit] of placed) {
    if (limit === undefined || !mistakes.isSound(place)) continue;
    const other = currenciesOf(limit).find((currency) => !known.has(currency));
    if (other === undefined) continue;
    mistakes.note(place, `it is in ${other}, the instruments in ${[...known].join(', ')}`);
  }
}

/** Tells of instants that lie behind the end. */
export function checkTimes(config: BacktestConfig, mistakes: Mistakes): void {
  const { until } = config;
  if (until === undefined || !mistakes.isSound('until')) return;
  for (const name of ['from', 'warmUpUntil'] as const) {
    const at = config[name];
    if (at === undefined || at <= until || !mistakes.isSound(name)) continue;
    mistakes.note(name, `${formatTimestamp(at)} lies behind until, ${formatTimestamp(until)}`);
  }
}

/** Tells of bars to warm up on that nobody brings. */
export function checkWarmUpBars(
  { warmUpBars }: BacktestConfig,
  data: RunData,
  mistakes: Mistakes,
): void {
  if (!mistakes.isSound('warmUpBars') || !mistakes.isSound('sources')) return;
  if (warmUpBars === undefined || warmUpBars.count === 0) return;
  if (data.bars.includes(warmUpBars.spec)) return;
  const brought = data.bars.length === 0 ? 'no bars' : data.bars.join(', ');
  mistakes.note('warmUpBars.spec', `no source brings ${warmUpBars.spec}; they bring ${brought}`);
}
