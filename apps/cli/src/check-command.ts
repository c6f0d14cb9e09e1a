import { checkStrategy, formatReport } from '@argosy/fleet';

import { readParameters } from './read-parameters.ts';
import { exitCodes } from './words.ts';

/** What is found where there is nothing to look at. */
const noFile: ReadonlySet<string> = new Set(['FILE_MISSING', 'FILE_KIND']);

/** What `argosy check` needs to know. */
export type CheckCommandOptions = {
  /** Values for the strategy's parameters: JSON, or a file with it. */
  readonly parameters: string | null;
  readonly isJson: boolean;
  readonly runs: boolean;
  readonly out: (text: string) => void;
};

/**
 * Checks a strategy file. Gives 0 when it may be used, 1 when something speaks against it, 2 when there is
 * no such file or the values for its parameters cannot be read, 130 when interrupted.
 */
export async function runCheckCommand(
  path: string,
  { parameters: text, isJson, runs, out }: CheckCommandOptions,
): Promise<number> {
  const parameters = readParameters(text ?? '{}');
  if (parameters === null) {
    out(`--parameters: expected a JSON object or a file with one, found ${text}`);
    return 2;
  }
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const report = await checkStrategy(path, { parameters, runs, signal: stop.signal });
    out(isJson ? JSON.stringify(report, null, 2) : formatReport(report, process.cwd()).join('\n'));
    if (stop.signal.aborted) return 130;
    if (report.ok) return exitCodes.done;
    return report.findings.some(({ code }) => noFile.has(code)) ? exitCodes.misused : exitCodes.bad;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}
