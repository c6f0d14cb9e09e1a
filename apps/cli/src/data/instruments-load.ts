import {
  fetchOverHttp,
  isSourceName,
  loadRefreshResult,
  RefreshJob,
  SnapshotStore,
  takeDay,
  type IntakeReport,
  type InstrumentFile,
  type LoadProgress,
  type RefreshState,
  type TakenDay,
} from '@argosy/catalog/instruments';
import { formatDay, parseDay } from 'argosy/core';

import { exitCodes, requireFolder, UsageError } from '../words.ts';
import type { VerbCall } from './instruments-verb.ts';

/** Rows between two lines about how far a file is. */
const PROGRESS_ROWS = 100_000;
/** The most of what was noted that is printed. */
const NOTES_MAX = 5;

/** Reads files and keeps them as a day. */
export async function loadDay(call: VerbCall): Promise<number> {
  const { folder, day, files, isTrusted } = askedOf(call);
  const { say, signal } = call.terminal;
  const onProgress = progressLines(say);
  const taken = await takeDay(new SnapshotStore(folder), files, {
    day,
    signal,
    isTrusted,
    onProgress,
  });
  for (const line of linesOf(taken)) say(line);
  return exitCodes.done;
}

/** Fetches files, reads them and keeps them as a day; what has come stays until they are whole. */
export async function refreshDay(call: VerbCall): Promise<number> {
  const { folder, day, files, isTrusted } = askedOf(call);
  const { say, signal } = call.terminal;
  const sources = files.map(({ source, path }) => ({ source, from: path }));
  const store = new SnapshotStore(folder);
  const onChange = stateLines(say);
  const job = new RefreshJob({ store, sources, fetch: fetchOverHttp, isTrusted, onChange });
  const stop = (): void => {
    job.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  const { phase, reason } = await job.run(day);
  signal.removeEventListener('abort', stop);
  if (phase === 'done' && job.last !== null) {
    for (const line of linesOf(job.last)) say(line);
    return exitCodes.done;
  }
  say(`${phase}: ${reason}`);
  return phase === 'stopped' ? exitCodes.interrupted : exitCodes.bad;
}

type Asked = {
  readonly folder: string;
  readonly day: number;
  readonly files: readonly InstrumentFile[];
  readonly isTrusted: boolean;
};

function askedOf({ words, values }: VerbCall): Asked {
  const [folder = '', ...named] = words;
  requireFolder('DIR', folder);
  if (values.day === undefined) throw new UsageError('data instruments: --day is needed');
  const isTrusted = values.anyway === true;
  return { folder, day: toDay(values.day), files: named.map(toFile), isTrusted };
}

/** Prints how the last refresh ended; 1 where it took no day. */
export function showRefresh({ words, values, terminal }: VerbCall): number {
  const [folder = ''] = words;
  const result = loadRefreshResult(folder);
  if (result === null) {
    terminal.say(`${folder}: nothing was refreshed there`);
    return exitCodes.bad;
  }
  const { day, phase, reason, rows, from } = result;
  if (values.json === true) terminal.say(JSON.stringify({ ...result, day: formatDay(day) }));
  else {
    const outcome = rows === null ? `: ${reason}` : `, ${rows} instruments`;
    terminal.say(`${formatDay(day)}: ${phase}${outcome}`);
    for (const one of from) terminal.say(`  ${one}`);
  }
  return phase === 'done' ? exitCodes.done : exitCodes.bad;
}

/** A day as it is written, `2026-11-24`. */
export function toDay(text: string): number {
  const day = parseDay(text);
  if (day.ok) return day.value;
  throw new UsageError(`data instruments: ${text} is no day, expected 2026-11-24`);
}

function toFile(word: string): InstrumentFile {
  const [source = '', ...rest] = word.split('=');
  const path = rest.join('=');
  if (isSourceName(source) && path !== '') return { source, path };
  const expected = 'SOURCE=FILE with angel, zerodha, bhavcopy or argosy';
  throw new UsageError(`data instruments load: ${word}: expected ${expected}`);
}

function progressLines(say: (line: string) => void): (progress: LoadProgress) => void {
  let told = 0;
  return ({ file, rows }) => {
    if (rows < told) told = 0;
    if (rows - told < PROGRESS_ROWS) return;
    told = rows;
    say(`${file}: ${rows} rows`);
  };
}

/** A line where a job begins with a file, and for each tenth of it that has come. */
function stateLines(say: (line: string) => void): (state: RefreshState) => void {
  let told = '';
  return ({ phase, file, bytes, totalBytes, rows }) => {
    if (file === null) return;
    const tenths = totalBytes === null ? 0 : Math.floor((bytes * 10) / totalBytes);
    const fetched = `${file}: ${tenths * 10} % of ${totalBytes ?? 'unknown'} bytes`;
    const read = `${file}: ${rows - (rows % PROGRESS_ROWS)} rows`;
    const line = phase === 'fetching' ? fetched : read;
    const isNew =
      line !== told && (phase === 'fetching' || (phase === 'reading' && rows >= PROGRESS_ROWS));
    if (!isNew) return;
    told = line;
    say(line);
  };
}

function linesOf({ path, master, since, diff, suspicions, ...taken }: TakenDay): readonly string[] {
  const lines = taken.reports.flatMap(linesOfReport);
  if (taken.disagreementCount > 0) {
    lines.push(
      `files contradict each other ${taken.disagreementCount} times, the first is believed:`,
    );
    for (const { id, what, kept, said, source } of taken.disagreements.slice(0, NOTES_MAX)) {
      lines.push(`  ${id}: ${what} ${kept}, ${source} says ${said}`);
    }
  }
  for (const { what, subject, found } of suspicions)
    lines.push(`trusted: ${what} (${subject}): ${found}`);
  lines.push(`${master.size} instruments of ${formatDay(master.day)} in ${path}`);
  if (diff !== null) {
    const { listed, delisted, expired, changes } = diff;
    const counts = [
      `${listed.length} listed`,
      `${delisted.length} delisted`,
      `${expired.length} ended`,
    ];
    const then = since === master.day ? 'the same day was read before' : formatDay(since ?? 0);
    lines.push(`${counts.join(', ')}, ${changes.length} terms changed since ${then}`);
  }
  return lines;
}

function linesOfReport({ file, rows, taken, leftOut, faults, faultCount }: IntakeReport): string[] {
  const lines = [`${file}: ${taken} of ${rows} rows`];
  for (const [reason, count] of leftOut) lines.push(`  left out: ${count} of ${reason}`);
  if (faultCount > 0) lines.push(`  set aside: ${faultCount} rows`);
  for (const { row, field, expected, found } of faults.slice(0, NOTES_MAX)) {
    const where = field === '' ? '' : `, field '${field}'`;
    lines.push(`    row ${row}${where}: expected ${expected}, found ${found}`);
  }
  return lines;
}
