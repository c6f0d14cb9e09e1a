import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readJournal } from '@argosy/journal';

import type { ReliabilityTest } from '../figures.ts';
import { readTrace } from '../traced/read-trace.ts';

const ORDERS = 300;
const MILLIS_MAX = 120_000;
const script = join(import.meta.dirname, '../traced/traced-process.ts');

/** The real process, watched from outside: no request leaves before its events are synced. */
export const systemCalls: ReliabilityTest = {
  id: 'R-03',
  title: 'system calls: between writing an order’s events and sending it, a sync has come back',
  run: () => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-traced-'));
    try {
      const notes = trace(folder);
      const problems = notes ?? checkOrder(folder);
      return Promise.resolve({
        pass: problems.length === 0,
        runs: ORDERS,
        lost: problems.length,
        notes: problems,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Null where the process was traced to its end. */
function trace(folder: string): readonly string[] | null {
  const calls = 'trace=pwrite64,write,fdatasync';
  const node = [process.execPath, '--conditions=source', script, folder, String(ORDERS)];
  const words = [
    '-f',
    '-y',
    '-xx',
    '-s',
    '80',
    '-e',
    calls,
    '-o',
    join(folder, 'trace.txt'),
    ...node,
  ];
  const { error, status, stderr } = spawnSync('strace', words, {
    timeout: MILLIS_MAX,
    encoding: 'utf8',
  });
  if (error !== undefined) return [`strace cannot be run: ${error.message}`];
  return status === 0 ? null : [`the traced process ended with ${status}: ${stderr.slice(-300)}`];
}

function checkOrder(folder: string): readonly string[] {
  const needs = neededPositions(join(folder, 'journal'));
  const problems: string[] = [];
  let [written, synced, sent, syncs] = [0, 0, 0, 0];
  for (const traced of readTrace(readFileSync(join(folder, 'trace.txt'), 'utf8'))) {
    if (traced.kind === 'written') written = traced.last;
    else if (traced.kind === 'synced') {
      synced = written;
      syncs += 1;
    } else {
      sent += traced.orders.length;
      const early = traced.orders.filter((order) => (needs.get(order) ?? Infinity) > synced);
      problems.push(...early.map((one) => `${one} left at ${synced}, due at ${needs.get(one)}`));
    }
  }
  if (sent !== ORDERS) problems.push(`${sent} of ${ORDERS} orders were seen to leave`);
  if (syncs < ORDERS / 14) problems.push(`only ${syncs} syncs were seen`);
  return problems;
}

/** The position of the event that lets each order leave. */
function neededPositions(folder: string): ReadonlyMap<string, number> {
  const needs = new Map<string, number>();
  for (const { entry, position } of readJournal({ folder, stream: 'event' })) {
    if (entry.kind !== 'event' || entry.event.kind !== 'order') continue;
    if (entry.event.change.type === 'submitted') needs.set(entry.event.order, position);
  }
  return needs;
}
