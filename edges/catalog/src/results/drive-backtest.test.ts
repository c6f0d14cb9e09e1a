import { arraySource, Backtest, type RunState } from 'argosy/backtest';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { driveBacktest, type SlicedRun } from './drive-backtest.ts';

/** A run of so many slices that counts what is done to it. */
class CountedRun implements SlicedRun {
  readonly sizes: number[] = [];
  #state: RunState = 'running';
  readonly #slices: number;

  constructor(slices: number) {
    this.#slices = slices;
  }

  get progress(): { at: null; inputs: number } {
    return { at: null, inputs: this.sizes.reduce((sum, size) => sum + size, 0) };
  }

  advance(inputsMax: number): RunState {
    if (this.#state !== 'running') return this.#state;
    this.sizes.push(inputsMax);
    if (this.sizes.length === this.#slices) this.#state = 'done';
    return this.#state;
  }

  cancel(): void {
    this.#state = 'cancelled';
  }
}

describe('a driven backtest', () => {
  it('runs to its end in slices of the given size', async () => {
    const run = new CountedRun(3);
    expect([await driveBacktest(run, { sliceInputs: 7 }), run.sizes]).toEqual(['done', [7, 7, 7]]);
  });

  it('lets others have their turn between slices', async () => {
    const run = new CountedRun(5);
    const seen: number[] = [];
    setImmediate(() => seen.push(run.sizes.length));
    await driveBacktest(run);
    expect(seen).toEqual([1]);
  });

  it('is cancelled by an abort and keeps what it did', async () => {
    const run = new CountedRun(1000);
    const abort = new AbortController();
    setImmediate(() => abort.abort());
    const state = await driveBacktest(run, { signal: abort.signal });
    expect([state, run.sizes.length]).toEqual(['cancelled', 1]);
  });

  it('does nothing when it is aborted before it starts', async () => {
    const run = new CountedRun(2);
    const state = await driveBacktest(run, { signal: AbortSignal.abort() });
    expect([state, run.sizes]).toEqual(['cancelled', []]);
  });

  it('tells its progress at most ten times a second, and at the end', async () => {
    let nowMs = 0;
    const reports: number[] = [];
    await driveBacktest(new CountedRun(10), {
      sliceInputs: 1,
      now: () => (nowMs += 40),
      onProgress: ({ inputs }) => reports.push(inputs),
    });
    expect(reports).toEqual([3, 6, 9, 10]);
  });

  it('may be a backtest of the kernel', async () => {
    const sources = [arraySource('quotes', [aQuote({ at: 1 }), aQuote({ at: 2 })])];
    const instruments = [anInstrument()];
    const run = new Backtest({ instruments, sources, accounts: [], strategies: [] });
    const state = await driveBacktest(run, { sliceInputs: 1 });
    expect([state, run.result().counts.quotes]).toEqual(['done', 2]);
  });

  it('fails as the run does', async () => {
    const run = new CountedRun(1);
    run.advance = () => {
      throw new Error('broken row');
    };
    await expect(driveBacktest(run)).rejects.toThrow('broken row');
  });
});
