import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The machine and the process that write, then what makes the name unique. */
const partialName = /^\.partial-(.+)-(\d+)-[^-]{6}$/;

/** Makes a hidden folder inside another, named after this process. */
export function makePartial(dir: string): string {
  return mkdtempSync(join(dir, `.partial-${machine()}-${process.pid}-`));
}

/** Removes the hidden folders whose process is gone; those of another machine nobody can judge here. */
export function removeLeftovers(dir: string): void {
  for (const name of readdirSync(dir)) {
    const [, host, pid] = partialName.exec(name) ?? [];
    if (host !== machine() || isAlive(Number(pid))) continue;
    rmSync(join(dir, name), { recursive: true, force: true });
  }
}

function machine(): string {
  return hostname().replaceAll(/[^A-Za-z0-9.]/g, '_');
}

/** Signal 0 is never sent; only a process that is not there is gone, one of another user is not. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
