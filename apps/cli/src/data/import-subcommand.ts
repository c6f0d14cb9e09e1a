import { writeFileSync } from 'node:fs';

import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import {
  importFile,
  loadMapping,
  previewImport,
  previewLines,
  timeFormats,
  type Hints,
  type ImportReport,
  type Mapping,
  type Preview,
} from '@argosy/catalog/intake';

import { exitCodes, parseWords, refuseOptions, UsageError, type ParsedWords } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';
import { HISTORY_FOLDER } from './history-words.ts';

const usage = `argosy data import FILE: a CSV or Parquet file into history, CSV in a .gz too

What its columns mean is guessed and shown; nothing is taken in before it is confirmed: at a terminal it
asks, elsewhere --yes or --mapping says so.

  --yes                  take it in as it was guessed
  --mapping FILE         take it in by a mapping that was written before
  --write-mapping FILE   write the guess, to be looked at and changed
  --history DIR          where history is; data/history unless told
  --instrument ID        the one instrument of the file: SBIN.NSE
  --exchange NAME        what symbols of a column are of: NSE
  --kind KIND            bar, quote or trade
  --spec SPEC            of bars: 1-MINUTE-LAST-EXTERNAL
  --moment MOMENT        which a bar's time names: open, close or day
  --place PLACE          whose clock: NSE, MCX, NYSE and the like, by the exchange unless told, or +05:30
  --time-format FORMAT   ${timeFormats.join(', ')}
  --price-precision N, --size-precision N   decimal places
  --mode MODE            merge (each row once), replace (days), add
  --skip-bad N           how many bad rows may be left out; 0 unless told
  --json                 the mapping, or what was taken in, as data`;

const words = {
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
  mapping: { type: 'string' },
  'write-mapping': { type: 'string' },
  history: { type: 'string' },
  instrument: { type: 'string' },
  exchange: { type: 'string' },
  kind: { type: 'string' },
  spec: { type: 'string' },
  moment: { type: 'string' },
  place: { type: 'string' },
  'time-format': { type: 'string' },
  'price-precision': { type: 'string' },
  'size-precision': { type: 'string' },
  mode: { type: 'string' },
  'skip-bad': { type: 'string' },
} as const;

type Values = ParsedWords<typeof words>['values'];

const kinds = ['bar', 'quote', 'trade'] as const;
const moments = ['open', 'close', 'day'] as const;
const modes = ['merge', 'replace', 'add'] as const;
const hinting =
  'instrument exchange kind spec moment place time-format price-precision size-precision write-mapping'.split(
    ' ',
  );

/** `argosy data import …`. */
export const importSubcommand: DataSubcommand = {
  name: 'import',
  help: 'a CSV or Parquet file into history, its columns guessed, shown and confirmed',
  usage,
  run: runImport,
};

async function runImport(given: readonly string[], terminal: DataTerminal): Promise<number> {
  const { values, positionals } = parseWords('data import', given, words);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw misused('expected one file, FILE', usage);
  if (values.mapping !== undefined) {
    const why = 'the mapping says it';
    refuseOptions('data import', values, { names: hinting, why });
    return take(path, loadMapping(values.mapping), { values, terminal });
  }
  const preview = await previewImport(path, hintsOf(values));
  const isConfirmed = values.yes === true && preview.doubts.length === 0;
  if (values['write-mapping'] !== undefined) writeMapping(values['write-mapping'], preview);
  if (isConfirmed) return take(path, preview.mapping, { values, terminal });
  if (await isAgreed(preview, { values, terminal })) {
    return take(path, preview.mapping, { values, terminal });
  }
  return values.yes === true ? exitCodes.bad : exitCodes.done;
}

type Desk = { readonly values: Values; readonly terminal: DataTerminal };

/** Shows what the file would be taken in as, and asks who sits there; nobody has agreed where nobody does. */
async function isAgreed(preview: Preview, { values, terminal }: Desk): Promise<boolean> {
  const { mapping, doubts, errors } = preview;
  if (values.json === true) {
    terminal.say(JSON.stringify({ mapping, doubts, errors }));
    return false;
  }
  for (const line of previewLines(preview)) terminal.say(line);
  terminal.say('');
  const isOpen = doubts.length > 0;
  if (!isOpen && terminal.ask !== undefined) {
    const answer = await terminal.ask('Take it in as shown? [y/N] ');
    if (/^y(?:es)?$/iu.test(answer.trim())) return true;
  }
  terminal.say(isOpen ? 'Nothing was taken in.' : 'Nothing was taken in; --yes does, as shown.');
  return false;
}

async function take(path: string, mapping: Mapping, { values, terminal }: Desk): Promise<number> {
  const { say, signal } = terminal;
  const mode = oneOf('mode', values.mode, modes) ?? 'merge';
  const badRowsMax = toCount('skip-bad', values['skip-bad']) ?? 0;
  const store = await FolderStore.open(values.history ?? HISTORY_FOLDER);
  const history = new HistoryStore({ store });
  try {
    const report = await importFile({ path, mapping, history, mode, badRowsMax, signal });
    if (values.json === true) say(JSON.stringify(report));
    else for (const line of reportLines(report)) say(line);
    return exitCodes.done;
  } finally {
    await history.close();
  }
}

function reportLines({ file, rows, badRows, errors, series }: ImportReport): readonly string[] {
  return [
    `${rows} rows of ${file}, ${badRows} left out`,
    ...errors.slice(0, 10).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...series.map(
      (one) => `  ${one.series}: ${one.rows} rows, ${one.replaced} in the place of others`,
    ),
  ];
}

function hintsOf(values: Values): Hints {
  const { instrument, exchange, spec, place } = values;
  const kind = oneOf('kind', values.kind, kinds);
  const moment = oneOf('moment', values.moment, moments);
  const timeFormat = oneOf('time-format', values['time-format'], timeFormats);
  const pricePrecision = toCount('price-precision', values['price-precision']);
  const sizePrecision = toCount('size-precision', values['size-precision']);
  return {
    ...(instrument === undefined ? {} : { instrument }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(spec === undefined ? {} : { spec }),
    ...(place === undefined ? {} : { place }),
    ...(kind === undefined ? {} : { kind }),
    ...(moment === undefined ? {} : { moment }),
    ...(timeFormat === undefined ? {} : { timeFormat }),
    ...(pricePrecision === undefined ? {} : { pricePrecision }),
    ...(sizePrecision === undefined ? {} : { sizePrecision }),
  };
}

function writeMapping(path: string, { mapping }: Preview): void {
  writeFileSync(path, `${JSON.stringify(mapping, null, 2)}\n`, { flag: 'wx' });
}

function oneOf<Word extends string>(
  name: string,
  text: string | undefined,
  known: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const found = known.find((word) => word === text);
  if (found !== undefined) return found;
  throw new UsageError(`data import: --${name} ${text}, expected ${known.join(', ')}`);
}

function toCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(`data import: --${name} ${text}, expected a whole number`);
}
