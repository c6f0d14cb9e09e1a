import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PlacedMutant } from './load-mutants.ts';

/** Whether a test went red, or none did. A mutant that never ends is found, too. */
export type Verdict = 'found' | 'survived';

const MILLIS_MAX = 90_000;
/** The room whose tests use the others as they are meant to be used. */
const AROUND = 'kernel/trading/src';

/** Judges mutants one after the other in a copy of the sources. */
export class MutantRunner {
  readonly #copy: string;

  constructor(copy: string) {
    this.#copy = copy;
  }

  /** Puts the mutant in, runs the tests of its room, then those around it, and takes it out again. */
  async judge({ room, path, mutated }: PlacedMutant): Promise<Verdict> {
    const place = join(this.#copy, path);
    const whole = readFileSync(place, 'utf8');
    writeFileSync(place, mutated);
    try {
      if (!(await this.#isGreen(`kernel/${room}/src`))) return 'found';
      return (await this.#isGreen(AROUND)) ? 'survived' : 'found';
    } finally {
      writeFileSync(place, whole);
    }
  }

  async #isGreen(folder: string): Promise<boolean> {
    const vitest = join(this.#copy, 'node_modules/vitest/vitest.mjs');
    const words = [vitest, 'run', '--project', 'unit', '--bail', '1', folder];
    const child = spawn(process.execPath, words, {
      cwd: this.#copy,
      stdio: 'ignore',
      timeout: MILLIS_MAX,
    });
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code === 0);
    });
    return promise;
  }
}
