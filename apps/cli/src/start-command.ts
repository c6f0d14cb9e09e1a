import { join } from 'node:path';

import { runToFiles } from '@argosy/catalog';
import type { RunProgress } from 'argosy/backtest';
import { ledgerScales } from 'argosy/core';

import { figuresOf } from './figures.ts';
import { originOf } from './origin.ts';
import { SAMPLE_BARS, sampleBacktest } from './sample.ts';

/** Where a command writes: a terminal, or a pipe. */
export type Terminal = { readonly isTTY?: boolean; write(text: string): unknown };

/** What `argosy start` needs to know. */
export type StartOptions = {
  /** The folder that gets a folder of results. */
  readonly out: string;
  readonly terminal: Terminal;
};

/** Runs the sample backtest, shows how far it is, prints its figures and where its results are. */
export async function runStart({ out, terminal }: StartOptions): Promise<number> {
  const config = sampleBacktest(originOf());
  const folder = join(out, 'ema-cross-bars');
  terminal.write('EMA cross on the S&P 500, daily, 1999 to 2018\n');
  const onProgress = (progress: RunProgress): void => showProgress(terminal, progress);
  const { state, result } = await runToFiles(config, { out: folder, onProgress });
  const title =
    state === 'done' ? 'done' : 'cancelled: what follows is true up to where it stopped';
  terminal.write(`${terminal.isTTY === true ? '\r' : ''}${title}${' '.repeat(40)}\n`);
  terminal.write(`${figuresOf(result, ledgerScales({})).join('\n')}\n\n`);
  terminal.write(`results: ${folder}/result.json, fills.csv, equity.csv\n`);
  return state === 'done' ? 0 : 130;
}

function showProgress(terminal: Terminal, { inputs }: RunProgress): void {
  const share = Math.min(100, Math.floor((100 * inputs) / SAMPLE_BARS));
  const line = `running: ${share} % (${inputs} inputs)`;
  terminal.write(terminal.isTTY === true ? `\r${line}` : `${line}\n`);
}
