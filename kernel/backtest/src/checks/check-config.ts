import type { BacktestConfig } from '../config.ts';
import { RunData } from '../run-data.ts';
import { checkAccount } from './account.ts';
import { checkCommand } from './commands.ts';
import { checkInstrument } from './instrument.ts';
import { Mistakes, type PlacedMistake } from './mistakes.ts';
import {
  checkCalendarsOf,
  checkContents,
  checkMoney,
  checkRepeated,
  checkScales,
  checkTimes,
  checkWarmUpBars,
  type RunLists,
} from './relations.ts';
import { checkCalendar, run, source } from './run.ts';
import { fieldOf, fits } from './shape.ts';
import { checkStrategies } from './strategies.ts';

/**
 * Everything that is wrong in a configuration, each mistake with its place. What is wrong only
 * because something else is wrong is not told.
 *
 * @example
 * for (const { place, detail } of checkConfig(config)) console.error(`${place}: ${detail}`);
 */
export function checkConfig(config: BacktestConfig): readonly PlacedMistake[] {
  const mistakes = new Mistakes();
  checkWhole(config, mistakes);
  return mistakes.list;
}

/** Looks at a configuration and notes what is wrong, for whoever has more to look at. */
export function checkWhole(config: BacktestConfig, mistakes: Mistakes): void {
  run(config, '', mistakes);
  const lists = listsOf(config, mistakes);
  checkEach(lists, mistakes);
  checkRepeated(lists, mistakes);
  const sources = lists.sources.filter((_, at) => mistakes.isSound(`sources[${at}]`));
  const data = new RunData(sources);
  const instruments = new Set(lists.instruments.map((one) => String(fieldOf(one, 'id'))));
  checkCalendarsOf(lists, mistakes);
  checkContents(lists.sources, instruments, mistakes);
  if (mistakes.isSound('ledgerScales')) {
    checkScales(config.ledgerScales ?? {}, { place: 'ledgerScales', mistakes });
  }
  checkTimes(config, mistakes);
  checkWarmUpBars(config, data, mistakes);
  const accounts = new Map(
    lists.accounts.map((account, at) => {
      const isSound = mistakes.isSound(`accounts[${at}]`);
      return [String(fieldOf(account, 'id')), isSound ? account : null];
    }),
  );
  const known = { instruments, accounts, data };
  checkStrategies(lists.strategies, known, mistakes);
  for (const [at, one] of lists.commands.entries()) {
    checkCommand(one, { config, known }, { place: `commands[${at}]`, mistakes });
  }
  checkMoney({ ...config, ...lists }, mistakes);
}

function listsOf(config: BacktestConfig, mistakes: Mistakes): RunLists {
  const listOf = <Item>(name: keyof RunLists, items: readonly Item[] = []): readonly Item[] =>
    mistakes.isSound(name) ? items : [];
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
