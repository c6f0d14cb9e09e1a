import { readFileSync, statSync } from 'node:fs';

import {
  chargeMarkets,
  contractNote,
  readNoteFills,
  type ContractNote,
  type NoteFill,
  type NoteOf,
} from '@argosy/catalog/rules';
import { formatDay, formatScaledBigint } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';

const usage = `argosy data charges: what a day's fills cost, as a contract note shows it

  argosy data charges FILE --date DAY      the fills of a CSV file: segment, order, security, side, qty,
                                           price and maybe multiplier
  argosy data charges --date DAY --segment nse.intraday --side sell --qty 100 --price 812.35
                                           one fill; --multiplier where a contract has more units

  --market india, us     india unless told
  --broker NAME          whose price list; none, the default, is without brokerage
  --keep-last            of a day after the last that is known, by the rules of that one
  --dp                   with what the depository takes for securities sold
  --lines                each item of each segment as well
  --json                 all of it for a program`;

const options = {
  market: { type: 'string' },
  broker: { type: 'string' },
  date: { type: 'string' },
  segment: { type: 'string' },
  side: { type: 'string' },
  qty: { type: 'string' },
  price: { type: 'string' },
  multiplier: { type: 'string' },
  'keep-last': { type: 'boolean' },
  dp: { type: 'boolean' },
  lines: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;
/** The largest file of fills that is read, which is as a whole. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const fillWords = ['segment', 'side', 'qty', 'price', 'multiplier'] as const;

type Values = ReturnType<typeof parseWords<typeof options>>['values'];

/** `argosy data charges …`. */
export const chargesSubcommand: DataSubcommand = {
  name: 'charges',
  help: "what a day's fills cost, as a contract note shows it",
  usage,
  run: runCharges,
};

function runCharges(words: readonly string[], { say }: DataTerminal): number {
  const { values, positionals } = parseWords('data charges', words, options);
  const of = noteOf(values, positionals);
  const note = contractNote(of);
  if (values.json === true) say(JSON.stringify(toJson(of, note)));
  else for (const line of linesOf(of, note, values.lines === true)) say(line);
  return exitCodes.done;
}

function noteOf(values: Values, paths: readonly string[]): NoteOf {
  const { market: name = 'india', broker = 'none', date: day, dp: hasDepository = false } = values;
  const market = chargeMarkets().get(name);
  if (market === undefined) {
    throw new UsageError(`--market ${name}: expected ${[...chargeMarkets().keys()].join(', ')}`);
  }
  if (!market.brokers.includes(broker)) {
    throw new UsageError(`--broker ${broker}: expected ${market.brokers.join(', ')}`);
  }
  if (day === undefined) throw new UsageError(`data charges needs --date\n\n${usage}`);
  const last = formatDay(market.knownUntil);
  const isLater = values['keep-last'] === true && day > last;
  const fills = fillsOf(values, paths);
  return { market, broker, day: isLater ? last : day, fills, hasDepository };
}

function fillsOf(values: Values, paths: readonly string[]): readonly NoteFill[] {
  const given = fillWords.filter((word) => values[word] !== undefined);
  const [path, ...more] = paths;
  if (more.length > 0) throw new UsageError(`data charges: one file, not also ${more.join(', ')}`);
  if (path === undefined) {
    // One fill by words goes the way of a file of one row, and is looked at alike.
    const names = ['order', 'security', ...given];
    const cells = ['1', '-', ...given.map((word) => `"${values[word] ?? ''}"`)];
    if (given.length === 0)
      throw misused('expected a file of fills, or one fill by its options', usage);
    return readNoteFills('the words', `${names.join(',')}\n${cells.join(',')}`);
  }
  if (given.length > 0) {
    const told = given.map((word) => `--${word}`).join(', ');
    throw new UsageError(`data charges: ${told} and a file; name one of both`);
  }
  const { size } = statSync(path);
  if (size > FILE_BYTES_MAX) {
    throw new UsageError(`${path}: ${size} bytes, at most ${FILE_BYTES_MAX}`);
  }
  return readNoteFills(path, readFileSync(path, 'utf8'));
}

function linesOf({ market, broker, day }: NoteOf, note: ContractNote, all: boolean): string[] {
  const rows = [
    ...(all ? note.lines.map((line) => [`${line.of} ${line.item}`, line.amount] as const) : []),
    ...note.items.map(({ item, amount }) => [item, amount] as const),
    ['total', note.total] as const,
  ];
  const texts = rows.map(([name, amount]) => [name, formatScaledBigint(amount, 2)] as const);
  const [wide, right] = [0, 1].map((at) => Math.max(...texts.map((text) => text[at]?.length ?? 0)));
  return [
    `${day}, ${market.name}, broker ${broker}, in ${market.currency}`,
    ...texts.map(([name, amount]) => `${name.padEnd(wide ?? 0)}  ${amount.padStart(right ?? 0)}`),
  ];
}

function toJson({ market, broker, day }: NoteOf, note: ContractNote): unknown {
  const text = <Line extends { readonly amount: bigint }>(line: Line): unknown => {
    return { ...line, amount: formatScaledBigint(line.amount, 2) };
  };
  const total = formatScaledBigint(note.total, 2);
  const [lines, items] = [note.lines.map(text), note.items.map(text)];
  return { day, market: market.name, broker, currency: market.currency, lines, items, total };
}
