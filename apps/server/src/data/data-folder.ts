import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ok, type Result } from 'argosy/core';

import { serverRefusal } from '../errors.ts';

/** How many files lie there at a time, and how long one may. */
const FILES_MAX = 60;
const FILE_MILLIS = 3_600_000;
/** The largest file that is given out in one piece. */
const FILE_BYTES_MAX = 64 << 20;

/** Files on their way in or out of history, for an hour each; a start finds none. */
export class DataFolder {
  readonly #folder: string;
  readonly #now: () => number;

  /** `now` tells milliseconds. */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** Keeps a text under a name of its own. */
  keep(text: string, ending: string): string {
    this.#makeRoom();
    const id = randomUUID();
    writeFileSync(this.path(id, ending), text, { flag: 'wx' });
    return id;
  }

  /** Where a file lies, or is to. */
  path(id: string, ending: string): string {
    return join(this.#folder, `${id}.${ending}`);
  }

  /** How large a file is; null where there is none. */
  size(id: string, ending: string): number | null {
    return statSync(this.path(id, ending), { throwIfNoEntry: false })?.size ?? null;
  }

  /** A file as it lies there. */
  read(id: string, ending: string): Result<Uint8Array> {
    const size = this.size(id, ending);
    if (size === null) return serverRefusal('RESULT_MISSING', `${id}.${ending}`);
    if (size > FILE_BYTES_MAX) return serverRefusal('RESULT_TOO_LARGE', `${size} bytes`);
    return ok(readFileSync(this.path(id, ending)));
  }

  /** Takes files away, whether they are there or not. */
  remove(id: string): void {
    for (const name of this.#names()) {
      if (name.startsWith(`${id}.`)) rmSync(join(this.#folder, name), { force: true });
    }
  }

  /** Those that have lain long enough go, and so do the oldest of too many. */
  #makeRoom(): void {
    const files = this.#names()
      .map((name) => ({ name, at: statSync(join(this.#folder, name)).mtimeMs }))
      .toSorted((a, b) => a.at - b.at);
    const tooMany = files.length - FILES_MAX + 1;
    files.forEach(({ name, at }, place) => {
      const isOver = place < tooMany || this.#now() - at > FILE_MILLIS;
      if (isOver) rmSync(join(this.#folder, name), { force: true });
    });
  }

  #names(): readonly string[] {
    return readdirSync(this.#folder);
  }
}
