import { readFileSync } from 'node:fs';

import { parseYaml } from '@argosy/catalog/yaml';
import { readRunFile } from 'argosy/backtest';
import { ArgosyError, formatTimestamp, ledgerScaleOf, type InstrumentId } from 'argosy/core';

import { resolveCalendars } from '../run/run-calendars.ts';
import { resolveCharges } from '../run/run-charges.ts';
import { parseWords } from '../words.ts';
import { toLine } from './difference.ts';
import { findOrder } from './find-order.ts';
import { readStory, type OrderStory } from './order-story.ts';
import { findRecord, type FoundRecord } from './record-folder.ts';
import { journalUnits, StoryText, type StoryScales } from './story-text.ts';

const usage = `argosy why ORDER [DIR]: the whole story of an order, from the record of a run or of a shard

  ORDER       its id, the broker's id of it, or one of its trades, as in fills.csv
  DIR         what argosy backtest FILE --journal DIR left, or where a shard's journal is; this
              folder unless told
  --run FILE  the run file that says how fine prices and amounts are, if not DIR/run.yaml; without
              one they are told in units of the journal
  --json      as one JSON object, amounts in units of the journal`;

const options = {
  run: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Say = (line: string) => void;

/** Obeys `argosy why`. Gives 0 for an order that is there, 1 for one that is not, 2 for no record. */
export function runWhyCommand(words: readonly string[], say: Say): number {
  const { values, positionals } = parseWords('why', words, options);
  const [word, folder = '.', ...more] = positionals;
  if (values.help === true || word === undefined || more.length > 0) {
    say(usage);
    return values.help === true ? 0 : 2;
  }
  try {
    const record = findRecord(folder, values.run);
    const found = findOrder(record, word);
    if (found.order === null) {
      const nearest = found.nearest.length === 0 ? '' : `; nearest: ${found.nearest.join(', ')}`;
      say(`no order ${word} in ${folder}${nearest}`);
      return 1;
    }
    const story = readStory(record, found.order, found.readTo);
    const lines = values.json === true ? [toLine(story)] : linesOf(story, record);
    for (const line of lines) say(line);
    return 0;
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    say(error.message);
    return 2;
  }
}

/** How fine the amounts of an instrument are by a run file; units of the journal where none says so. */
function scalesOf({ runFile }: FoundRecord, instrument: InstrumentId): StoryScales | null {
  if (runFile === null) return null;
  const document = parseYaml(readFileSync(runFile, 'utf8'), runFile);
  const read = readRunFile(resolveCharges(resolveCalendars(document.value, []), []).value);
  if (!read.ok) throw new ArgosyError('BAD_RECORD', `${runFile}: it is no run file any more`);
  const { config, scales } = read.value;
  const found = config.instruments.find(({ id }) => id === instrument);
  if (found === undefined) return null;
  return { instrument: found, ofCurrency: (currency) => ledgerScaleOf(scales, currency) };
}

function linesOf(story: OrderStory, record: FoundRecord): readonly string[] {
  const { order, asked, end } = story;
  if (asked === null) {
    return [`order ${order}: ${end.last}`, ...story.steps.map(({ event }) => `  ${toLine(event)}`)];
  }
  const scales = scalesOf(record, asked.request.instrument);
  const text = new StoryText(scales ?? journalUnits);
  const { account, book, strategy, tag } = asked.request;
  const rows: (readonly [string, string])[] = [
    ['asked', text.request(asked.request)],
    ['for', `account ${account}, book ${book}${tag === null ? '' : `, tag ${tag}`}`],
    ...commandRows(story, strategy),
    ['market then', text.touch(asked.touch)],
    ...story.relatives.map((one): readonly [string, string] => {
      return [
        one.relation,
        `${one.order}: ${text.request(one.asked.request)}: ${text.end(one.end)}`,
      ];
    }),
    ['end', text.end(end)],
    ...(scales === null ? [unitsRow] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const head = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [`order ${order}`, ...head, '', ...stepLines(story, text)];
}

const unitsRow: readonly [string, string] = [
  'amounts',
  'in units of the journal: no run file says how fine they are',
];

function commandRows(
  { command, read }: OrderStory,
  strategy: string | null,
): readonly (readonly [string, string])[] {
  if (command === null) return [];
  const { number, position, value } = command;
  const by = strategy === null ? `origin ${value.origin}` : `strategy ${strategy}`;
  const place = `input ${number}, journal position ${position}`;
  const what = read === null ? '' : `: ${toLine(read.value)}`;
  return [
    ['command', `${value.body.type} by ${by} at ${formatTimestamp(value.at)}, ${place}`],
    ['had read', `to input ${value.readTo}${what}`],
  ];
}

/** What happened: position in the journal, input, time, and what; inputs of the order among it. */
function stepLines({ steps, inputs }: OrderStory, text: StoryText): readonly string[] {
  const told = steps.map(({ number, position, event }) => {
    return { number, position, at: event.receivedAt, lines: text.event(event) };
  });
  const asked = inputs.map(({ number, position, value }) => {
    const at = value.kind === 'command' ? value.at : value.availableAt;
    const what = 'body' in value && 'type' in value.body ? value.body.type : '';
    return { number, position, at, lines: [`<- ${value.kind} ${what}`] };
  });
  const all = [...told, ...asked].sort((a, b) => a.position - b.position);
  const width = String(all.at(-1)?.position ?? 0).length;
  return all.flatMap(({ number, position, at, lines }) => {
    const place = String(position).padStart(width);
    const when = `${formatTimestamp(at).padEnd(27)}  input ${String(number).padEnd(width)}`;
    const [first = '', ...rest] = lines;
    const blank = ' '.repeat(4 + place.length + when.length + 2);
    return [`  ${place}  ${when}  ${first}`, ...rest.map((line) => `${blank}${line}`)];
  });
}
