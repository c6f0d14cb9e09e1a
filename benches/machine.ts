import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';

/** How busy the machine is: the load average of the last minute. */
export function load(): string {
  return loadavg()[0]?.toFixed(2) ?? '?';
}

/** What is checked out; null outside a checkout. */
export function commit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    }).trim();
  } catch {
    // Outside a checkout the history says nothing of the commit.
    return null;
  }
}
