import { freemem, totalmem } from 'node:os';

/** What a doctor asks a machine. */
export type Machine = {
  readonly nodeVersion: string;
  /** How many files the process may have open; null where the system does not say. */
  readonly openFilesMax: number | null;
  /** In bytes; what the process may use where that is less than the machine has. */
  readonly memory: { readonly total: number; readonly free: number };
  /** The clock on the wall and one that only counts, in milliseconds. */
  readonly wall: () => number;
  readonly elapsed: () => number;
};

/** This machine. */
export function thisMachine(): Machine {
  const limit = process.constrainedMemory();
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return {
    nodeVersion: process.versions.node,
    openFilesMax: openFilesMax(),
    memory: { total, free: Math.min(freemem(), total) },
    wall: Date.now,
    elapsed: () => performance.now(),
  };
}

/** The soft limit, as Node's report of itself has it. */
function openFilesMax(): number | null {
  // The names of who is connected are of no use here, and asking for them takes long.
  Reflect.set(process.report, 'excludeNetwork', true);
  const report: unknown = process.report.getReport();
  const soft = memberOf(memberOf(memberOf(report, 'userLimits'), 'open_files'), 'soft');
  if (soft === 'unlimited') return Number.POSITIVE_INFINITY;
  return typeof soft === 'number' || typeof soft === 'string' ? Number(soft) : null;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
