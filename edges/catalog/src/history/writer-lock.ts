import { open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { historyError } from './history-errors.ts';

const nameOfLock = /^\.writer-(\d{12})$/u;

/**
 * The right to write a folder. Each is numbered, and its file can be made only once: of two who find that
 * the one before is gone, one gets the next number. The file says who holds it, and nothing once it was given back.
 */
export class WriterLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Takes the next number; refuses while the process that holds the last one lives. */
  static async take(folder: string): Promise<WriterLock> {
    const last = (await numbersIn(folder)).at(-1) ?? 0;
    const holder = last === 0 ? '' : await contentOf(pathOf(folder, last));
    if (isHeld(holder)) throw inUse(pathOf(folder, last), holder);
    const path = pathOf(folder, last + 1);
    try {
      await writeFile(path, `${thisMachine()} ${process.pid}`, { flag: 'wx' });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      throw inUse(path, 'another in the same moment');
    }
    // Whoever looked long ago may have made a number that was passed since.
    const numbers = await numbersIn(folder);
    if (numbers.at(-1) !== last + 1) {
      await rm(path, { force: true });
      throw inUse(path, 'another since');
    }
    const past = numbers.filter((number) => number <= last);
    for (const number of past) await rm(pathOf(folder, number), { force: true });
    return new WriterLock(path);
  }

  /** Gives it back; safe to call twice. */
  async release(): Promise<void> {
    const file = await open(this.#path, 'r+');
    try {
      await file.truncate(0);
    } finally {
      await file.close();
    }
  }
}

/** Whether a process still runs, as far as can be told here: of another machine it is taken to. */
export function isRunning(machine: string, pid: number): boolean {
  if (machine !== thisMachine() || pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** The name of this machine, in letters, digits, dots and `_`. */
export function thisMachine(): string {
  return hostname().replaceAll(/[^A-Za-z0-9.]/gu, '_');
}

function isHeld(holder: string): boolean {
  const [machine = '', pid = ''] = holder.split(' ');
  return holder !== '' && isRunning(machine, Number(pid));
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names
    .map((name) => Number(nameOfLock.exec(name)?.[1] ?? 0))
    .filter((number) => number > 0)
    .sort((a, b) => a - b);
}

function pathOf(folder: string, number: number): string {
  return join(folder, `.writer-${String(number).padStart(12, '0')}`);
}

/** One that is gone was passed by another, whose number comes behind it. */
async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw inUse(path, 'another since');
    throw error;
  }
}

function inUse(path: string, holder: string): Error {
  return historyError('HISTORY_IN_USE', `${path}: ${holder}`, { path, holder });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
