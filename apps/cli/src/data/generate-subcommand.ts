import {
  groundMarket,
  planMarket,
  streamKinds,
  writeMarket,
  type MarketGround,
  type StreamKind,
  type StreamOptions,
} from '@argosy/catalog/markets';

import { exitCodes, parseWords, refuseOptions, UsageError } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';

const usage = `argosy data generate --out DIR: a made-up market as CSV files, the same for the same words

  --seed TEXT        what all chance comes from; 1 unless told
  --from DAY         the first day, 2026-11-02 unless told
  --days N           how many days trade; 1 unless told
  --shares N         how many shares, spread over ten sectors; 20 unless told
  --derivatives      futures and chains of options on their index as well
  --events N         how many things happen a second, on average of a calm day; 2 unless told
  --step SECONDS     how often fair prices move; 5 unless told
  --kinds LIST       of quote, trade, book, index; quote,trade,index unless told
  --depth N          how many prices a side books show; 5 unless told
  --bars LIST        bars: 1-MINUTE-LAST-EXTERNAL,1-DAY-LAST-EXTERNAL
  --nanoseconds      times to the nanosecond`;

const sectors = 'BANK AUTO PHARMA METAL ENERGY TECH FOOD CEMENT TELECOM REALTY'.split(' ');
const defaultKinds: readonly StreamKind[] = ['quote', 'trade', 'index'];

type Values = {
  readonly [name in 'seed' | 'from' | 'days' | 'shares' | 'events' | 'step' | 'depth']?:
    | string
    | undefined;
} & { readonly derivatives?: boolean | undefined; readonly nanoseconds?: boolean | undefined };

/** `argosy data generate …`. */
export const generateSubcommand: DataSubcommand = {
  name: 'generate',
  help: 'a made-up market as CSV files, from a seed',
  usage,
  run: runGenerate,
};

async function runGenerate(words: readonly string[], terminal: DataTerminal): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseWords('data generate', words, {
    out: text,
    seed: text,
    from: text,
    days: text,
    shares: text,
    events: text,
    step: text,
    depth: text,
    kinds: text,
    bars: text,
    derivatives: flag,
    nanoseconds: flag,
  });
  const { out, kinds, bars } = values;
  if (out === undefined || positionals.length > 0)
    throw misused('a folder is needed, --out DIR, and nothing else without an option', usage);
  const brought = bringing(kinds, bars);
  if (brought.kinds?.includes('book') !== true) {
    const why = 'there are no books without --kinds book';
    refuseOptions('data generate', values, { names: ['depth'], why });
  }
  const { signal } = terminal;
  const ground = found(values);
  const onProgress = (rows: number): void => terminal.say(`${rows} rows …`);
  const written = await writeMarket(ground, { ...brought, out, signal, onProgress });
  terminal.say(`${written.rows} rows of ${ground.instruments.length} instruments in ${out}:`);
  terminal.say(`  ${written.files.join(', ')}`);
  return exitCodes.done;
}

function bringing(kinds: string | undefined, bars: string | undefined): StreamOptions {
  const named = kinds === undefined ? defaultKinds : kinds.split(',').map(toKind);
  return { kinds: named, bars: bars === undefined ? [] : bars.split(',') };
}

function toKind(text: string): StreamKind {
  const kind = streamKinds.find((known) => known === text && known !== 'status');
  if (kind !== undefined) return kind;
  throw new UsageError(`data generate: --kinds ${text}, expected quote, trade, book, index`);
}

function found(values: Values): MarketGround {
  const shares = toNumber('shares', values.shares, 20);
  const named = sectors
    .map((name, place) => ({ name, shares: Math.ceil((shares - place) / sectors.length) }))
    .filter((sector) => sector.shares > 0);
  const hasDerivatives = values.derivatives === true;
  const { firstDay, chain } = planMarket();
  return groundMarket({
    seed: values.seed ?? '1',
    firstDay: values.from ?? firstDay,
    days: toNumber('days', values.days, 1),
    sectors: named,
    indexMembers: Math.min(50, shares),
    futures: hasDerivatives ? 2 : 0,
    chain: hasDerivatives ? chain : null,
    eventsPerSecond: toNumber('events', values.events, 2),
    stepSeconds: toNumber('step', values.step, 5),
    depthLevels: toNumber('depth', values.depth, 5),
    nanoseconds: values.nanoseconds === true,
  });
}

function toNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new UsageError(`data generate: --${name} ${text}, expected a number`);
}
