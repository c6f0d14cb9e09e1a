import { setTimeout as delay } from 'node:timers/promises';

import {
  BackfillJob,
  csvVendor,
  jobLines,
  loadMapping,
  parseMapping,
  runBackfill,
  viewOf,
  type BackfillClock,
  type BackfillPlan,
  type RateLimit,
  type Vendor,
} from '@argosy/catalog/intake';
import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import { MICROS_PER_DAY, Random } from 'argosy/core';

import { exitCodes, parseWords, UsageError, type ParsedWords } from '../words.ts';
import { misused, type DataSubcommand, type DataTerminal } from './data-subcommand.ts';
import { HISTORY_FOLDER, instantOf } from './history-words.ts';

const usage = `argosy data backfill: the past from a vendor into history, a window at a time

  argosy data backfill start JOB --url URL --mapping FILE --instrument ID[,ID…] --from DAY --until DAY
  argosy data backfill resume JOB     goes on where it stopped, was killed or failed
  argosy data backfill status JOB     how far it is

JOB is a folder of its own. The vendor answers with CSV; its address has places for {instrument}, {symbol},
{exchange}, {from}, {until}, {fromMs}, {untilMs}, {fromDay} and {lastDay}. Ctrl-C stops behind the window under way.

  --span-days N        how long a request may be; 30 unless told
  --rate N/S[,N/S]     so many requests in so many seconds; 1/1 unless told
  --token-env NAME     an environment variable with a token, sent as Authorization: Bearer
  --history DIR        where history is; data/history unless told
  --json               the job as data`;

const options = {
  json: { type: 'boolean' },
  url: { type: 'string' },
  mapping: { type: 'string' },
  instrument: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  'span-days': { type: 'string' },
  rate: { type: 'string' },
  'token-env': { type: 'string' },
  history: { type: 'string' },
} as const;

type Values = ParsedWords<typeof options>['values'];

/** `argosy data backfill …`. */
export const backfillSubcommand: DataSubcommand = {
  name: 'backfill',
  help: 'the past from a vendor into history: start, resume, status',
  usage,
  run: runBackfillCommand,
};

async function runBackfillCommand(
  words: readonly string[],
  terminal: DataTerminal,
): Promise<number> {
  const { values, positionals } = parseWords('data backfill', words, options);
  const [verb, folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw misused('expected start, resume or status, and the folder of a job', usage);
  }
  switch (verb) {
    case 'start':
      return work(BackfillJob.create(folder, planOf(values)), values, terminal);
    case 'resume':
      return work(BackfillJob.open(folder), values, terminal);
    case 'status':
      tell(BackfillJob.open(folder), values, terminal);
      return exitCodes.done;
    case undefined:
    default:
      throw misused(`there is no '${verb ?? ''}'`, usage);
  }
}

async function work(job: BackfillJob, values: Values, terminal: DataTerminal): Promise<number> {
  const { signal } = terminal;
  const { terms } = job.plan;
  const { history: named } = terms;
  const folder = typeof named === 'string' ? named : HISTORY_FOLDER;
  const history = new HistoryStore({ store: await FolderStore.open(folder) });
  try {
    const vendor = vendorOf(job.plan);
    const random = Random.fromSeed(`${job.folder} ${job.progress.requests}`);
    const { status } = await runBackfill(job, { vendor, history, clock, random, signal });
    tell(job, values, terminal);
    if (status === 'stopped') return exitCodes.interrupted;
    return status === 'done' ? exitCodes.done : exitCodes.bad;
  } finally {
    await history.close();
  }
}

const clock: BackfillClock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
};

function tell(job: BackfillJob, { json }: Values, { say }: DataTerminal): void {
  const { plan, progress, windows, isWorkedOn } = job;
  if (json === true) say(JSON.stringify({ plan, progress, windows, isWorkedOn }));
  else for (const line of jobLines(viewOf(job))) say(line);
}

/** A token stands in the environment: the plan has its name alone. */
function vendorOf({ vendor, terms }: BackfillPlan): Vendor {
  const { url, mapping, limits, tokenEnv } = terms;
  const name = typeof tokenEnv === 'string' ? tokenEnv : null;
  const token = name === null ? null : process.env[name];
  if (token === undefined) throw new UsageError(`data backfill: ${name} is not set`);
  return csvVendor({
    name: vendor,
    url: String(url),
    mapping: parseMapping(mapping, 'the mapping of the job'),
    limits: toLimits(String(limits)),
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
}

function planOf(values: Values): BackfillPlan {
  const url = needed('url', values.url);
  const mapping = loadMapping(needed('mapping', values.mapping));
  const instruments = needed('instrument', values.instrument).split(',');
  const from = instantOf('from', needed('from', values.from));
  const until = instantOf('until', needed('until', values.until));
  const { 'span-days': span = '30', rate = '1/1', history, 'token-env': tokenEnv } = values;
  if (!/^\d{1,5}$/u.test(span)) {
    throw new UsageError(`data backfill: --span-days ${span}, expected a whole number`);
  }
  toLimits(rate);
  return {
    version: 1,
    vendor: new URL(url.replaceAll(/[{}]/gu, '_')).host,
    series: instruments.map((id) => [mapping.kind, id, mapping.spec ?? '']),
    from,
    until,
    spanMicros: Number(span) * MICROS_PER_DAY,
    precision: { price: mapping.pricePrecision, size: mapping.sizePrecision },
    terms: {
      url,
      mapping,
      limits: rate,
      history: history ?? HISTORY_FOLDER,
      tokenEnv: tokenEnv ?? null,
    },
  };
}

function toLimits(text: string): readonly RateLimit[] {
  return text.split(',').map((one) => {
    const [, requests, seconds] = /^(\d{1,6})\/(\d{1,6})$/u.exec(one) ?? [];
    if (requests !== undefined && Number(requests) > 0 && Number(seconds) > 0) {
      return { requests: Number(requests), perMs: Number(seconds) * 1000 };
    }
    throw new UsageError(`data backfill: --rate ${one}, expected such as 3/1 or 180/60`);
  });
}

function needed(name: string, text: string | undefined): string {
  if (text !== undefined) return text;
  throw misused(`--${name} is needed`, usage);
}
