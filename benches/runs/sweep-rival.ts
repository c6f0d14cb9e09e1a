import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What the rivals say of themselves before the first round. */
export type RivalNames = {
  readonly numba: string;
  readonly vectorbt: string;
  /** The gain of the first pair, to be compared with ours. */
  readonly firstGain: number;
};

/** numba's loop and vectorbt in a process that waits for its turns, compiled before the first of them. */
export class SweepRival {
  readonly names: RivalNames;
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #folder: string;

  private constructor(given: {
    readonly names: RivalNames;
    readonly child: ChildProcessByStdio<Writable, Readable, null>;
    readonly lines: AsyncIterator<string>;
    readonly folder: string;
  }) {
    this.names = given.names;
    this.#child = given.child;
    this.#lines = given.lines;
    this.#folder = given.folder;
  }

  /** Starts `python script` on bars and a space of pairs. */
  static async start(python: string, script: string, given: object): Promise<SweepRival> {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-sweep-'));
    const file = join(folder, 'bars.json');
    writeFileSync(file, JSON.stringify(given));
    const child = spawn(python, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    const reader: Interface = createInterface({ input: child.stdout });
    const lines = reader[Symbol.asyncIterator]();
    const names = (await answer(lines)) as RivalNames;
    return new SweepRival({ names, child, lines, folder });
  }

  /** Pairs a second of one round. */
  async round(name: 'numba' | 'vectorbt'): Promise<number> {
    this.#child.stdin.write(`${name}\n`);
    const { pairsPerSecond } = (await answer(this.#lines)) as { readonly pairsPerSecond: number };
    return pairsPerSecond;
  }

  end(): void {
    this.#child.stdin.end();
    rmSync(this.#folder, { recursive: true });
  }
}

async function answer(lines: AsyncIterator<string>): Promise<unknown> {
  const line = await lines.next();
  if (line.done === true) throw new Error('the rivals have ended without an answer');
  return JSON.parse(line.value);
}
