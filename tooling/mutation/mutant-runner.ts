import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PlacedMutant } from './load-mutants.ts';
import type { TestRequest } from './test-host.ts';

/** Whether a test went red, or none did. A mutant that never ends is found, too. */
export type Verdict = 'found' | 'survived';

const MILLIS_MAX = 120_000;
/** The room whose tests use the others as they are meant to be used. */
const AROUND = 'kernel/trading/src';

/** Judges mutants one after the other in a copy of the sources. */
export class MutantRunner {
  readonly #copy: string;
  readonly #isAround: boolean;
  #host: ChildProcess | null = null;
  /** The file of the mutant before, which is whole again since. */
  #before: readonly string[] = [];

  /** Without `isAround` the tests of a mutant's own room alone have to find it. */
  constructor(copy: string, { isAround }: { readonly isAround: boolean }) {
    this.#copy = copy;
    this.#isAround = isAround;
  }

  /** Refuses a room where tests are red without any mutant: each would count as found. */
  async checkRoom(room: string): Promise<void> {
    for (const place of this.#placesOf(room)) {
      const isGreen = await this.#isGreen({ place, changed: this.#before });
      if (!isGreen) throw new Error(`the tests of ${place} are red, or do not run, as it is`);
    }
  }

  /** Puts a mutant in, runs the test beside it, those of its room and those around, and takes it out. */
  async judge({ room, path, mutated }: PlacedMutant): Promise<Verdict> {
    const place = join(this.#copy, path);
    const whole = readFileSync(place, 'utf8');
    const beside = path.replace(/\.ts$/, '.test.ts');
    const places = [
      ...(existsSync(join(this.#copy, beside)) ? [beside] : []),
      ...this.#placesOf(room),
    ];
    writeFileSync(place, mutated);
    const changed = [...this.#before, place];
    try {
      for (const tests of places) {
        if (!(await this.#isGreen({ place: tests, changed }))) return 'found';
      }
      return 'survived';
    } finally {
      writeFileSync(place, whole);
      this.#before = [place];
    }
  }

  /** Ends the process that the tests run in. */
  stop(): void {
    this.#host?.kill('SIGKILL');
    this.#host = null;
  }

  #placesOf(room: string): readonly string[] {
    return [`kernel/${room}/src`, ...(this.#isAround ? [AROUND] : [])];
  }

  /** A run that does not end in time is not green: its process is ended, the next one gets another. */
  async #isGreen(request: TestRequest): Promise<boolean> {
    const host = (this.#host ??= this.#start());
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const end = (isGreen: boolean): void => {
      if (!isGreen && !host.connected) this.#host = null;
      resolve(isGreen);
    };
    const onExit = (): void => {
      end(false);
    };
    const timer = setTimeout(() => {
      this.stop();
    }, MILLIS_MAX);
    host.once('message', end).once('exit', onExit);
    host.send(request);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      host.off('message', end).off('exit', onExit);
    }
  }

  #start(): ChildProcess {
    return fork(join(this.#copy, 'tooling/mutation/test-host.ts'), {
      cwd: this.#copy,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  }
}
