import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';

/** The process that holds a lease. */
export type LeaseHolder = {
  readonly pid: number;
  readonly host: string;
  /** When it was started, as its system counts; empty where that cannot be told. */
  readonly started: string;
};

/** The process this runs in. */
export function thisProcess(): LeaseHolder {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** Whether a process may still be running: of another machine that is not known, so yes. */
export function isAlive({ pid, host, started }: LeaseHolder): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return started === startOf(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return started === startOf(pid);
}

/** A holder as one line of text. */
export function formatHolder({ pid, host, started }: LeaseHolder): Uint8Array {
  return Buffer.from(`${pid} ${started === '' ? '-' : started} ${host}\n`);
}

/** Reads such a line; null where none is whole: nobody holds it. */
export function readHolder(bytes: Uint8Array | null): LeaseHolder | null {
  if (bytes === null) return null;
  const match = /^(\d+) (\S+) (.+)\n$/u.exec(Buffer.from(bytes).toString());
  if (match === null) return null;
  const [, pid = '', started = '', host = ''] = match;
  return { pid: Number(pid), host, started: started === '-' ? '' : started };
}

/** The 22nd member of a process' line, by which two processes of one number are told apart. */
function startOf(pid: number): string {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
