import { readFileSync, statSync } from 'node:fs';

import { SnapshotStore } from '@argosy/catalog/instruments';
import { marketCalendar } from '@argosy/catalog/rules';
import { readYaml } from '@argosy/catalog/yaml';
import { readListed, type Listed } from 'argosy/backtest';
import { knownCalendars, SessionClock, type TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { serverError } from '../errors.ts';

/** More than are worth a node's memory at once. */
const LISTED_MAX = 50_000;

/**
 * What is listed by a file of instruments, or by the last day of the instrument catalog, with the calendars that they
 * name. All that is wrong is told at once, with its line.
 */
export function listedIn(path: string): Listed {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw serverError('START_FAILED', `${path}: no such file or folder`);
  const { instruments, calendars } = stat.isDirectory() ? inCatalog(path) : inFile(path);
  if (instruments.length > LISTED_MAX) {
    const detail = `${path}: ${instruments.length} instruments, at most ${LISTED_MAX}; list those in a file that are traded`;
    throw serverError('START_FAILED', detail);
  }
  return { instruments, calendars: calendarsOf(instruments, calendars) };
}

/** The calendars that instruments name: those given first, then those of the dated rules, then those that every run knows. */
export function calendarsOf(
  instruments: readonly Instrument[],
  given: readonly TradingCalendar[],
): readonly TradingCalendar[] {
  const names = new Set(instruments.map(({ calendar }) => calendar));
  return [...names].map((name) => {
    const known = knownCalendars.find(({ id }) => id === name);
    const dated = marketCalendar(name);
    const isDated = dated !== null && dated.id === name;
    const found = given.find(({ id }) => id === name) ?? (isDated ? dated : known);
    if (found === undefined) throw serverError('START_FAILED', `no calendar is called ${name}`);
    // Throws where the calendar is none.
    new SessionClock(found);
    return found;
  });
}

function inFile(path: string): Listed {
  const yaml = readYaml(readFileSync(path, 'utf8'));
  if (!yaml.ok) {
    throw wrongFile(yaml.mistakes.map(({ line, detail }) => `${path}:${line}: ${detail}`));
  }
  const read = readListed(yaml.document.value);
  if (read.ok) return read.value;
  const lines = read.mistakes.map(({ place, detail }) => {
    return `${path}:${yaml.document.lineOf(place)}: ${place}: ${detail}`;
  });
  throw wrongFile(lines);
}

function wrongFile(lines: readonly string[]): Error {
  return serverError('START_FAILED', lines.join('\n'));
}

function inCatalog(folder: string): Listed {
  const store = new SnapshotStore(folder);
  const day = store.latest();
  if (day === null) throw serverError('START_FAILED', `${folder}: no day of instruments`);
  const master = store.load(day);
  const count = Math.min(master.size, LISTED_MAX + 1);
  const instruments = Array.from({ length: count }, (_, row) => master.instrument(row));
  return { instruments, calendars: [] };
}
