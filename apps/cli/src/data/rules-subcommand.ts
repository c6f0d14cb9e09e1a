import { ruleMarkets, rulesOfDay, type RulesAsked, type ToldRule } from '@argosy/catalog/rules';
import { parseDay, parseScaledBigint } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';

const usage = `argosy data rules: the rules of a market on a day, and where they are from

  argosy data rules show --market nse --date 2026-08-10
    --instrument NIFTY   with its expiry days, lot and freeze quantity
    --price 812.35       the tick of this price alone
    --broker zerodha     whose brokerage; none unless told
    --sources            where each rule is from, when it was written down, how surely it is known
    --json               all of it for a program

What is not known on that day is told with a question mark, and why.
Markets: ${ruleMarkets.join(', ')}`;

const options = {
  market: { type: 'string' },
  date: { type: 'string' },
  instrument: { type: 'string' },
  price: { type: 'string' },
  broker: { type: 'string' },
  sources: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `argosy data rules …`. */
export const rulesSubcommand: DataSubcommand = {
  name: 'rules',
  help: 'the rules of a market on a day: sessions, lots, ticks, bands, margins, charges',
  usage,
  run: runRules,
};

function runRules(words: readonly string[], { say }: DataTerminal): number {
  const { values, positionals } = parseWords('data rules', words, options);
  if (positionals.join(' ') !== 'show')
    throw misused(`expected show, found ${positionals.join(' ') || 'nothing'}`, usage);
  const asked = askedBy(values);
  const told = rulesOfDay(asked);
  const { market, date } = values;
  if (values.json === true) say(JSON.stringify({ market, date, rules: told }));
  else for (const line of linesOf(told, values.sources === true)) say(line);
  return exitCodes.done;
}

function askedBy(values: ReturnType<typeof parseWords<typeof options>>['values']): RulesAsked {
  const { market = '', date = '', instrument = null, price = null, broker = 'none' } = values;
  if (!ruleMarkets.includes(market)) {
    throw new UsageError(`--market ${market}: expected ${ruleMarkets.join(', ')}`);
  }
  const day = parseDay(date);
  if (!day.ok) throw new UsageError(`--date ${date}: expected a day, 2026-08-10`);
  if (price !== null && !parseScaledBigint(price, 4).ok) {
    throw new UsageError(`--price ${price}: expected a decimal with up to four places`);
  }
  return { market, day: day.value, instrument, price, broker };
}

function linesOf(told: readonly ToldRule[], hasSources: boolean): readonly string[] {
  const width = Math.max(...told.map(({ of }) => of.length));
  return told.flatMap(({ of, says, source }) => {
    const line = `${of.padEnd(width)}  ${source === null ? '? ' : ''}${says}`;
    if (!hasSources || source === null) return [line];
    const { text, written, certainty } = source;
    return [line, `${' '.repeat(width)}    ${certainty}, written ${written}: ${text}`];
  });
}
