import { writeFileSync } from 'node:fs';

import { formatTorture, scenarioNames, tortureStrategy } from '@argosy/fleet';

import { readParameters } from './read-parameters.ts';
import { exitCodes, UsageError } from './words.ts';

/** What `argosy torture` needs to know. */
export type TortureCommandOptions = {
  /** Values for the strategy's parameters: JSON, or a file with it. */
  readonly parameters: string | null;
  readonly seed: string | null;
  /** Scenarios by name, with commas between them. */
  readonly only: string | null;
  readonly maxPosition: string | null;
  /** A file for the report as JSON. */
  readonly reportPath: string | null;
  readonly out: (text: string) => void;
};

/**
 * Puts a strategy through hostile scenarios. Gives 0 when all passed, 1 when one failed or the strategy may
 * not be run at all, 130 when interrupted.
 */
export async function runTortureCommand(
  path: string,
  options: TortureCommandOptions,
): Promise<number> {
  const { out, reportPath, seed } = options;
  const parameters = readParameters(options.parameters ?? '{}');
  if (parameters === null) {
    throw new UsageError(`--parameters: expected a JSON object or a file with one`);
  }
  const only = namesOf(options.only);
  const maxPosition = sizeOf(options.maxPosition);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const report = await tortureStrategy(path, {
      parameters,
      signal: stop.signal,
      ...(seed === null ? {} : { seed }),
      ...(only === null ? {} : { only }),
      ...(maxPosition === null ? {} : { maxPosition }),
    });
    out(formatTorture(report, path).join('\n'));
    if (reportPath !== null) writeFileSync(reportPath, `${JSON.stringify(report, null, 2)}\n`);
    if (stop.signal.aborted) return 130;
    return report.refused === null && report.failed === 0 ? exitCodes.done : exitCodes.bad;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function namesOf(text: string | null): readonly string[] | null {
  if (text === null) return null;
  const known = new Set(scenarioNames());
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return names;
  const all = [...known].filter((name) => name.endsWith('-1')).join(', ');
  throw new UsageError(`--only: no scenario ${unknown}; the first of each family are ${all}`);
}

function sizeOf(text: string | null): number | null {
  if (text === null) return null;
  const size = Number(text);
  if (Number.isFinite(size) && size > 0) return size;
  throw new UsageError(`--max-position: expected a number above 0, found ${text}`);
}
