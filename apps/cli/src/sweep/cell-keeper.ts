import type { Terminal } from '../terminal.ts';
import { KeptCells } from './kept-cells.ts';
import type { OpenedSweep } from './open-sweep.ts';
import { identityOf } from './sweep-identity.ts';

/** What is kept of a search, and where. */
export type KeeperOptions = {
  /** The folder it is kept in; null where nothing is. */
  readonly out: string | null;
  readonly name: string;
  /** What makes it another search besides the files it is made of. */
  readonly words?: Readonly<Record<string, string>>;
  readonly terminal: Terminal;
};

/** Keeps the cells of a search, which are known only once it begins; nothing, where nothing is asked for. */
export class CellKeeper {
  readonly #opened: OpenedSweep;
  readonly #options: KeeperOptions;
  #kept: KeptCells | null = null;

  constructor(opened: OpenedSweep, options: KeeperOptions) {
    this.#opened = opened;
    this.#options = options;
  }

  /** Takes what was kept into the cells, says so, and keeps them from then on. */
  readonly onCells = (cells: Float64Array, width: number): void => {
    const { out: folder, name, words, terminal } = this.#options;
    if (folder === null) return;
    const identity = identityOf(this.#opened, words);
    this.#kept = new KeptCells({ folder, name, identity, width }, cells);
    const before = this.#kept.take();
    if (before > 0) terminal.write(`goes on behind ${before} trials that were kept\n`);
  };

  readonly onProgress = (): void => this.#kept?.keepInTime();

  /** Keeps all that has run. */
  keep(): void {
    this.#kept?.keep();
  }
}
