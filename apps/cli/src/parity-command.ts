import { examineParity, type ParityReport } from '@argosy/server/parity';
import { formatMoney, ledgerScaleOf, ledgerScales } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from './words.ts';

const usage = `argosy parity DATA: a node's record beside a backtest of it (docs/parity.md)

  argosy parity DATA [--charges zerodha] [--json]

  DATA            what a node keeps: DATA/journal, DATA/tape and DATA/hosts.book
  --charges NAME  whose charges the backtest charges; zerodha unless told
  --json          the same as data

It ends with 0 where every decision of the strategies comes out the same again, else with 1.`;

const options = {
  charges: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Say = (line: string) => void;

/** Obeys `argosy parity`. Gives 0 where all decisions are the same, 1 where one is not, 2 for no record. */
export async function runParityCommand(words: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = parseWords('parity', words, options);
  if (values.help === true) {
    say(usage);
    return exitCodes.done;
  }
  const [data, ...more] = positionals;
  if (data === undefined || more.length > 0) {
    throw new UsageError(`parity: expected one folder, DATA\n\n${usage}`);
  }
  const read = await examineParity({ data, charges: values.charges ?? 'zerodha' });
  if (!read.ok) throw new UsageError(`parity: ${read.refusal.reason}`);
  if (values.json === true) say(JSON.stringify(read.value, withAmounts, 2));
  else for (const line of linesOf(read.value)) say(line);
  return read.value.isSame ? exitCodes.done : exitCodes.bad;
}

function linesOf({ isSame, strategies, fills, missing }: ParityReport): readonly string[] {
  const { orders, same, causes, charged } = fills;
  const scales = ledgerScales({});
  return [
    ...strategies.flatMap(decisionLines),
    ...(missing === 0 ? [] : [`${missing} inputs are in neither journal nor tape`]),
    `decisions: ${isSame ? 'the same' : 'NOT the same'}`,
    `fills: ${same} of ${orders} orders are filled as in a backtest`,
    ...Object.entries(causes).map(([cause, count]) => `  ${cause}: ${count} differ`),
    ...charged.map((more) => {
      const text = formatMoney(more, ledgerScaleOf(scales, more.currency));
      return `  charged more than in a backtest: ${text} ${more.currency}`;
    }),
  ];
}

function decisionLines({
  strategy,
  same,
  undelivered,
  difference,
  reason,
}: ParityReport['strategies'][number]): readonly string[] {
  const lines = [`${strategy}: ${same} decisions the same, ${undelivered} never arrived`];
  if (reason !== null) lines.push(`  ${reason}`);
  if (difference === null) return lines;
  const { number, recorded, again } = difference;
  return [
    ...lines,
    `  first difference at input ${number}`,
    `    recorded: ${JSON.stringify(recorded, withAmounts)}`,
    `    again:    ${JSON.stringify(again, withAmounts)}`,
  ];
}

function withAmounts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
