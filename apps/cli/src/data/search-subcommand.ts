import { loadAttributes, SnapshotStore, type InstrumentMaster } from '@argosy/catalog/instruments';
import {
  InProcessSearch,
  sourceOfMaster,
  type SearchHit,
  type SearchQuery,
} from '@argosy/catalog/search';
import { formatDay, MICROS_PER_DAY, toTimestamp, unwrap } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';
import { toDay } from './instruments-load.ts';

const usage = `argosy data search: instruments by what people call them

  argosy data search DIR WORDS...    the first ten that fit, of the last day of instruments in DIR

  --day DAY          of the last day up to it; a day is written as 2026-11-24
  --exchange NAME    only what is listed there; may be given several times
  --kind KIND        only equity, bond, index, future or option; may be given several times
  --limit COUNT      so many, at most 50
  --cursor CURSOR    those behind a page before; it is told under that page
  --json             one JSON object a line, the last of them the cursor of the next page

The words are a symbol, a name, an ISIN, or say a contract: nifty 24500 ce, banknifty dec fut.`;

const options = {
  day: { type: 'string' },
  exchange: { type: 'string', multiple: true },
  kind: { type: 'string', multiple: true },
  limit: { type: 'string' },
  cursor: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const kinds = ['equity', 'bond', 'index', 'future', 'option'] as const;

/** `argosy data search …`. */
export const searchSubcommand: DataSubcommand = {
  name: 'search',
  help: 'instruments by what people call them: names, symbols, typos, nifty 24500 ce',
  usage,
  run: runSearch,
};

async function runSearch(given: readonly string[], terminal: DataTerminal): Promise<number> {
  const { values, positionals } = parseWords('data search', given, options);
  const [folder, ...words] = positionals;
  if (folder === undefined || words.length === 0)
    throw misused('expected a folder, DIR, and what is looked for', usage);
  const master = masterOf(folder, values.day);
  const query = { text: words.join(' '), ...queryOf(values) };
  const source = sourceOfMaster(master, await loadAttributes(folder, terminal.signal));
  const search = new InProcessSearch(source, { lastPriceOf: closesOf(master) });
  const { hits, next } = unwrap(search.find(query));
  const { say } = terminal;
  for (const hit of hits) say(values.json === true ? JSON.stringify(hit) : lineOf(hit));
  if (next !== null) {
    say(values.json === true ? JSON.stringify({ next }) : `more with --cursor ${next}`);
  }
  if (hits.length > 0) return exitCodes.done;
  say(`${query.text}: nothing of ${formatDay(master.day)} is called so`);
  return exitCodes.bad;
}

type Values = {
  readonly exchange?: readonly string[] | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
};

function queryOf({ exchange, kind, limit, cursor }: Values): Omit<SearchQuery, 'text'> {
  return {
    ...(exchange === undefined ? {} : { exchanges: exchange }),
    ...(kind === undefined ? {} : { kinds: kind.map(toKind) }),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function masterOf(folder: string, upTo: string | undefined): InstrumentMaster {
  const store = new SnapshotStore(folder);
  const day = store.latest(upTo === undefined ? undefined : toDay(upTo));
  if (day !== null) return store.load(day);
  throw new UsageError(`${folder}: no day of instruments in it`);
}

/** The close of the master's day, where a file of it said one; at the end of that day. */
function closesOf(master: InstrumentMaster): (id: string) => SearchHit['last'] {
  const at = toTimestamp((master.day + 1) * MICROS_PER_DAY);
  return (id) => {
    const { close, pricePrecision } = master.row(master.findId(id));
    return close === null ? null : { price: close / 10 ** pricePrecision, at };
  };
}

function toKind(text: string): (typeof kinds)[number] {
  const kind = kinds.find((one) => one === text);
  if (kind !== undefined) return kind;
  throw new UsageError(`data search: --kind ${text}: expected ${kinds.join(', ')}`);
}

function lineOf({ row, last }: SearchHit): string {
  const { id, kind, symbol, name, expiry, strike, right } = row;
  const terms = [expiry === null ? '' : formatDay(expiry), strike ?? '', right ?? ''];
  const what = expiry === null ? name : terms.join(' ').trim();
  const price = last === null ? '' : `  ${last.price}`;
  return `${id.padEnd(28)} ${kind.padEnd(7)} ${symbol.padEnd(24)} ${what}${price}`.trimEnd();
}
