import { DatabaseSync } from 'node:sqlite';

import { storageError } from '../errors.ts';
import { isBusy } from './busy.ts';

/**
 * The right to write a file, held by one process at a time. It is a lock of the operating system on a file beside
 * it, so it ends with its process, however that ends.
 */
export class FileLock {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Takes the right to write a file, or throws where another has it. */
  static take(file: string): FileLock {
    const database = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      throw storageError('IN_USE', file, { file });
    }
    return new FileLock(database);
  }

  /** Gives it back. */
  release(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
