import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';

/** The process that holds a lease. */
export type LeaseHolder = {
  readonly pid: number;
  /** Its machine, as it may stand in the name of a file. */
  readonly host: string;
  /** When it was started, as its system counts; empty where that cannot be told. */
  readonly started: string;
};

/** How much of a machine's name is told: the name of a file has 255 bytes. */
const HOST_LENGTH_MAX = 200;

/** The process this runs in. */
export function thisProcess(): LeaseHolder {
  return { pid: process.pid, host: thisHost(), started: startOf(process.pid) };
}

/** Whether a process may still be running: of another machine that is not known, so yes. */
export function isAlive({ pid, host, started }: LeaseHolder): boolean {
  if (host !== thisHost()) return true;
  if (pid === process.pid) return started === startOf(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return started === startOf(pid);
}

/** A holder as a part of a file's name: to say who holds a lease takes no room on a full disk. */
export function formatHolder({ pid, host, started }: LeaseHolder): string {
  return `${pid}-${started === '' ? 'x' : started}-${host}`;
}

/** Reads such a part; null where it is none. */
export function readHolder(text: string): LeaseHolder | null {
  const match = /^(\d+)-(\d+|x)-(.+)$/u.exec(text);
  if (match === null) return null;
  const [, pid = '', started = '', host = ''] = match;
  return { pid: Number(pid), host, started: started === 'x' ? '' : started };
}

function thisHost(): string {
  return encodeURIComponent(hostname()).slice(0, HOST_LENGTH_MAX);
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
