import type { AccountConfig } from 'argosy/trading';

import type { Series } from 'argosy/domain';
import type { BacktestConfig } from '../config.ts';
import type { Source } from '../source.ts';
import { RunData } from '../run-data.ts';
import { seriesName } from '../series/series-source.ts';
import { withSeries } from '../series/with-series.ts';
import { checkAccount } from './account.ts';
import { checkActions } from './actions.ts';
import { checkCommand } from './commands.ts';
import { checkExchange, checkHalts } from './exchange.ts';
import { checkInstrument } from './instrument.ts';
import { Mistakes, type PlacedMistake } from './mistakes.ts';
import {
  checkCalendarsOf,
  checkContents,
  checkLimitCurrencies,
  checkLosses,
  checkMoney,
  checkRepeated,
  checkScales,
  checkTimes,
  checkWarmUpBars,
  type RunLists,
} from './relations.ts';
import { checkCalendar, run, source } from './run.ts';
import { fieldOf, fits } from './shape.ts';
import { checkSeries } from './series.ts';
import { checkStrategies, type Surroundings } from './strategies.ts';

/**
 * Everything that is wrong in a configuration, each mistake with its place. What is wrong only
 * because something else is wrong is not told. Whoever has found mistakes before gives them along,
 * with anything of the right shape in their places: they come first.
 *
 * @example
 * for (const { place, detail } of checkConfig(config)) console.error(`${place}: ${detail}`);
 */
export function checkConfig(
  config: BacktestConfig,
  told: readonly PlacedMistake[] = [],
): readonly PlacedMistake[] {
  const mistakes = new Mistakes(told);
  checkWhole(config, mistakes);
  return mistakes.list;
}

/** Looks at a configuration and notes what is wrong, for whoever has more to look at. */
export function checkWhole(config: BacktestConfig, mistakes: Mistakes): void {
  run(config, '', mistakes);
  if (!mistakes.areSound('')) return;
  const lists = listsOf(config, mistakes);
  checkEach(lists, mistakes);
  checkRepeated(lists, mistakes);
  checkCalendarsOf(lists, mistakes);
  const { data, instruments } = checkReckoned(config, lists, mistakes);
  if (mistakes.isSound('ledgerScales')) {
    checkScales(config.ledgerScales ?? {}, { place: 'ledgerScales', mistakes });
  }
  checkTimes(config, mistakes);
  if (data !== null) checkWarmUpBars(config, data, mistakes);
  const known = { instruments, accounts: accountsOf(lists, mistakes), data };
  checkStrategies(lists.strategies, known, mistakes);
  for (const [at, one] of lists.commands.entries()) {
    checkCommand(one, { config, known }, { place: `commands[${at}]`, mistakes });
  }
  checkMoney({ ...config, ...lists }, mistakes);
  checkLosses({ ...config, ...lists }, mistakes);
  checkLimitCurrencies({ ...config, ...lists }, mistakes);
}

/** What is known once series and actions are: nothing is, where one of them has a mistake. */
function checkReckoned(
  config: BacktestConfig,
  lists: RunLists,
  mistakes: Mistakes,
): Pick<Surroundings, 'data' | 'instruments'> {
  const listOf = <Item>(place: 'series' | 'actions', items: readonly Item[] = []) =>
    mistakes.areSound(place) ? items : [];
  const [series, actions] = [listOf('series', config.series), listOf('actions', config.actions)];
  const given = idsOf(lists, 'instruments', mistakes);
  checkActions(actions, given, mistakes);
  const sources = mistakes.isSound('sources') ? lists.sources : [];
  const calendars = mistakes.isSound('calendars') ? lists.calendars : null;
  if (given !== null) checkSeries(series, { ...lists, sources, calendars }, mistakes);
  const parts = ['instruments', 'calendars', 'sources', 'series', 'actions'];
  const isSound = parts.every((part) => mistakes.isSound(part));
  const isRead = ['series', 'actions'].every((part) => mistakes.isSound(part));
  const hasAny = !isRead || series.length > 0 || actions.length > 0;
  if (hasAny && !isSound) return { data: null, instruments: null };
  const whole = hasAny ? withSeries(config) : lists;
  if (hasAny) noteSilent(series, whole.sources, mistakes);
  const instruments = hasAny ? new Set<string>(whole.instruments.map(({ id }) => id)) : given;
  checkContents(whole.sources, instruments, mistakes);
  const fed = { venue: config.venue, sources: whole.sources };
  return { data: checkFeeds(fed, instruments, mistakes), instruments };
}

/** What the sources bring and the markets of orders tell; null where one of them has a mistake. */
function checkFeeds(
  {
    venue,
    sources,
  }: {
    readonly venue: BacktestConfig['venue'] | undefined;
    readonly sources: BacktestConfig['sources'];
  },
  instruments: ReadonlySet<string> | null,
  mistakes: Mistakes,
): RunData | null {
  if (!mistakes.isSound('sources') || !mistakes.areSound('venue')) return null;
  checkExchange({ venue, sources }, instruments, mistakes);
  const data = new RunData(sources, venue);
  checkHalts(venue, instruments, { data, mistakes });
  return data;
}

/** A series says what its components have in common; where that is nothing it would never say anything. */
function noteSilent(
  series: readonly Series[],
  sources: readonly Source[],
  mistakes: Mistakes,
): void {
  const silent = new Set(
    sources.flatMap(({ name, contents }) => (contents.length === 0 ? [name] : [])),
  );
  for (const [at, one] of series.entries()) {
    if (!silent.has(seriesName(one.id))) continue;
    const needed = 'quotes or trades of each, or bars of one kind';
    mistakes.note(`series[${at}].formula`, `its components do not all bring ${needed}`);
  }
}

/** The ids of a list; null where one of them has a mistake, so that nobody knows what is missing. */
function idsOf(
  lists: RunLists,
  name: 'instruments' | 'accounts',
  mistakes: Mistakes,
): ReadonlySet<string> | null {
  const items: readonly unknown[] = lists[name];
  const isSound = items.every((_, at) => mistakes.areSound(`${name}[${at}]`, 'id'));
  if (!isSound || !mistakes.areSound(name)) return null;
  return new Set(items.map((item) => String(fieldOf(item, 'id'))));
}

/** The accounts by id, null in the place of one with mistakes; null where an id has one. */
function accountsOf(
  lists: RunLists,
  mistakes: Mistakes,
): ReadonlyMap<string, AccountConfig | null> | null {
  if (idsOf(lists, 'accounts', mistakes) === null) return null;
  const placed = lists.accounts.map((account, at): [string, AccountConfig | null] => {
    return [account.id, mistakes.isSound(`accounts[${at}]`) ? account : null];
  });
  return new Map(placed);
}

function listsOf(config: BacktestConfig, mistakes: Mistakes): RunLists {
  const listOf = <Item>(name: keyof RunLists, items: readonly Item[] = []): readonly Item[] =>
    mistakes.areSound(name) ? items : [];
  return {
    instruments: listOf('instruments', config.instruments),
    calendars: listOf('calendars', config.calendars),
    sources: listOf('sources', config.sources),
    accounts: listOf('accounts', config.accounts),
    strategies: listOf('strategies', config.strategies),
    commands: listOf('commands', config.commands),
  };
}

function checkEach(lists: RunLists, mistakes: Mistakes): void {
  for (const [at, one] of lists.instruments.entries()) {
    checkInstrument(one, { place: `instruments[${at}]`, mistakes });
  }
  for (const [at, one] of lists.calendars.entries()) {
    checkCalendar(one, { place: `calendars[${at}]`, mistakes });
  }
  for (const [at, one] of lists.accounts.entries()) {
    checkAccount(one, { place: `accounts[${at}]`, mistakes });
  }
  for (const [at, one] of lists.sources.entries()) {
    fits(source, one, { place: `sources[${at}]`, mistakes });
  }
}
