import { join } from 'node:path';

import { driveBacktest, openRunFiles } from '@argosy/catalog';
import { Backtest, type RunProgress } from 'argosy/backtest';
import { ledgerScales } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';

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
  const scales = ledgerScales({});
  const instruments = new InstrumentTable(config.instruments);
  const files = openRunFiles(folder, { instruments, scales });
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    terminal.write('EMA cross on the S&P 500, daily, 1999 to 2018\n');
    const run = new Backtest(config, files);
    const onProgress = (progress: RunProgress): void => showProgress(terminal, progress);
    const state = await driveBacktest(run, { signal: stop.signal, onProgress });
    const result = run.result();
    files.finish(result);
    const title =
      state === 'done' ? 'done' : 'cancelled: what follows is true up to where it stopped';
    terminal.write(`${terminal.isTTY === true ? '\r' : ''}${title}${' '.repeat(40)}\n`);
    terminal.write(`${figuresOf(result, scales).join('\n')}\n\n`);
    terminal.write(`results: ${folder}/result.json, fills.csv, equity.csv\n`);
    return state === 'done' ? 0 : 130;
  } catch (error) {
    files.abandon();
    throw error;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function showProgress(terminal: Terminal, { inputs }: RunProgress): void {
  const share = Math.min(100, Math.floor((100 * inputs) / SAMPLE_BARS));
  const line = `running: ${share} % (${inputs} inputs)`;
  terminal.write(terminal.isTTY === true ? `\r${line}` : `${line}\n`);
}
