import {
  diffMasters,
  loadAttributes,
  parseInstrumentId,
  SnapshotStore,
  type InstrumentMaster,
} from '@argosy/catalog/instruments';
import { formatDay, formatScaled } from 'argosy/core';

import { exitCodes, UsageError } from '../words.ts';
import { attributeTexts } from './instruments-attributes.ts';
import { toDay } from './instruments-load.ts';
import type { VerbCall } from './instruments-verb.ts';

/** Rows that are printed of one kind of difference; `--json` has all. */
const ROWS_MAX = 20;
/** What a line of a source is called where its own name is that of another line. */
const TOKEN_NAMES: Readonly<Record<string, string>> = { exchange: 'listed as' };
const isinPattern = /^[A-Z]{2}[A-Z0-9]{9}\d$/u;

/** Prints the days of a folder. */
export function listDays({ words, terminal }: VerbCall): number {
  const days = new SnapshotStore(words[0] ?? '').days();
  for (const day of days) terminal.say(formatDay(day));
  if (days.length === 0) terminal.say(`${words[0]}: no day of instruments in it`);
  return exitCodes.done;
}

/** Prints what is otherwise since a day. */
export function showDiff({ words, values, terminal }: VerbCall): number {
  const [folder = '', from = '', to] = words;
  const store = new SnapshotStore(folder);
  const before = store.load(toDay(from));
  const after = to === undefined ? latest(store, folder, undefined) : store.load(toDay(to));
  const { changes, ...moved } = diffMasters(before, after);
  const { say } = terminal;
  for (const [what, ids] of Object.entries(moved)) {
    if (values.json === true) for (const id of ids) say(JSON.stringify({ what, id }));
    else sayList(`${what}: ${ids.length}`, ids, say);
  }
  if (values.json === true) {
    for (const { id, what, ...change } of changes) say(JSON.stringify({ what, id, ...change }));
    return exitCodes.done;
  }
  const lines = changes.map(
    ({ id, what, ...change }) => `${id}: ${what} ${change.before || '-'} → ${change.after || '-'}`,
  );
  sayList(`changed: ${changes.length}`, lines, say);
  return exitCodes.done;
}

/** Prints what a key means; 1 where it means nothing. */
export async function showFound({ words, values, terminal }: VerbCall): Promise<number> {
  const [folder = '', key = ''] = words;
  const master = latest(new SnapshotStore(folder), folder, values.day);
  const rows = rowsOf(master, key);
  const book = await loadAttributes(folder, terminal.signal);
  for (const row of rows) {
    const record = recordOf(master, row);
    const besides = attributeTexts(book, record['id'] ?? '', master.day);
    const all = { ...record, ...Object.fromEntries(besides) };
    if (values.json === true) terminal.say(JSON.stringify(all));
    else for (const line of linesOf(all)) terminal.say(line);
  }
  if (rows.length > 0) return exitCodes.done;
  terminal.say(`${key}: nothing of ${formatDay(master.day)} is called so`);
  return exitCodes.bad;
}

/** Prints expiries, or the options that end on one; 1 where there are none. */
export function showChain({ words, values, terminal }: VerbCall): number {
  const [folder = '', name = '', expiry] = words;
  const [exchange = '', underlying = '', ...more] = name.split(':');
  if (underlying === '' || more.length > 0) {
    throw new UsageError(
      `data instruments chain: ${name}: expected EXCHANGE:UNDERLYING, as NFO:NIFTY`,
    );
  }
  const master = latest(new SnapshotStore(folder), folder, values.day);
  const lines =
    expiry === undefined
      ? expiryLines(master, { exchange, underlying, isJson: values.json === true })
      : stepLines(master, {
          exchange,
          underlying,
          expiry: toDay(expiry),
          isJson: values.json === true,
        });
  for (const line of lines) terminal.say(line);
  if (lines.length > 0) return exitCodes.done;
  terminal.say(`${name}: no contracts on ${formatDay(master.day)}`);
  return exitCodes.bad;
}

/** Prints what an id says. */
export function showId({ words, terminal }: VerbCall): number {
  const [id = ''] = words;
  const parts = parseInstrumentId(id);
  if (parts === null) {
    throw new UsageError(`${id}: no instrument id, expected SBIN.NSE or NIFTY-20261124-C24500.NFO`);
  }
  const { say } = terminal;
  const { exchange, symbol, contract } = parts;
  say(`exchange    ${exchange}`);
  if (contract === null) {
    say(`symbol      ${symbol}`);
    return exitCodes.done;
  }
  const { underlying, expiry, right, strike } = contract;
  say(`underlying  ${underlying}`);
  say(`expiry      ${formatDay(expiry)}`);
  say(strike === null ? 'future' : `${right} at ${strike}`);
  return exitCodes.done;
}

function latest(store: SnapshotStore, folder: string, upTo: string | undefined): InstrumentMaster {
  const day = store.latest(upTo === undefined ? undefined : toDay(upTo));
  if (day !== null) return store.load(day);
  const when = upTo === undefined ? '' : ` up to ${upTo}`;
  throw new UsageError(`${folder}: no day of instruments in it${when}`);
}

/** A key says by its form what it is. */
function rowsOf(master: InstrumentMaster, key: string): readonly number[] {
  const [one = '', two = '', three, ...more] = key.split(':');
  if (more.length > 0) return [];
  if (three !== undefined) return found(master.findToken(one, two, three));
  if (two !== '') return found(master.findSymbol(one, two));
  const byId = found(master.findId(key));
  return byId.length === 0 && isinPattern.test(key) ? master.findIsin(key) : byId;
}

function found(row: number): readonly number[] {
  return row === -1 ? [] : [row];
}

/** What is known of a row, as a person writes it; what is not, is left out. */
function recordOf(master: InstrumentMaster, row: number): Readonly<Record<string, string>> {
  const it = master.row(row);
  const price = (value: number | null): string =>
    value === null ? '' : formatScaled(value, it.pricePrecision);
  const entries: readonly (readonly [string, string])[] = [
    ['id', it.id],
    ['kind', it.kind],
    ['exchange', it.exchange],
    ['symbol', it.symbol],
    ['name', it.name],
    ['series', it.series],
    ['isin', it.isin ?? ''],
    ['underlying', it.underlying ?? ''],
    ['expiry', it.expiry === null ? '' : formatDay(it.expiry)],
    ['right', it.right ?? ''],
    ['strike', price(it.strike)],
    ['lot', it.lot === 0 ? '' : String(it.lot)],
    ['tick', it.tick === 0 ? '' : price(it.tick)],
    ['close', price(it.close)],
    ...master.sources.map(
      (source) => [TOKEN_NAMES[source] ?? source, sourceText(master, row, source)] as const,
    ),
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function linesOf(record: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(record).map(([name, value]) => `${name.padEnd(11)} ${value}`);
}

function sourceText(master: InstrumentMaster, row: number, source: string): string {
  const parts = [master.tokenOf(row, source), master.sourceSymbolOf(row, source)];
  return parts.filter((part) => part !== null).join(' ');
}

type Wanted = { readonly exchange: string; readonly underlying: string; readonly isJson: boolean };

function expiryLines(
  master: InstrumentMaster,
  { exchange, underlying, isJson }: Wanted,
): readonly string[] {
  return master.expiries(exchange, underlying).map((day) => {
    const strikes = master.chain(exchange, underlying, day).length;
    const expiry = formatDay(day);
    return isJson ? JSON.stringify({ expiry, strikes }) : `${expiry}  ${strikes} strikes`;
  });
}

function stepLines(
  master: InstrumentMaster,
  { exchange, underlying, expiry, isJson }: Wanted & { readonly expiry: number },
): readonly string[] {
  const idOf = (row: number): string | null => (row === -1 ? null : master.row(row).id);
  return master.chain(exchange, underlying, expiry).map(({ strike, call, put }) => {
    const { pricePrecision } = master.row(call === -1 ? put : call);
    const step = { strike: formatScaled(strike, pricePrecision), call: idOf(call), put: idOf(put) };
    return isJson
      ? JSON.stringify(step)
      : [step.strike.padStart(12), step.call ?? '-', step.put ?? '-'].join('  ');
  });
}

function sayList(head: string, lines: readonly string[], say: (line: string) => void): void {
  say(head);
  for (const line of lines.slice(0, ROWS_MAX)) say(`  ${line}`);
  if (lines.length > ROWS_MAX) say(`  and ${lines.length - ROWS_MAX} more; --json prints all`);
}
