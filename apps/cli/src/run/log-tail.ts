import { logCells } from '@argosy/catalog';
import type { LogRecord } from 'argosy/engine';

/** How many lines of strategies' logs are printed. */
const LOG_SHOWN_MAX = 20;

/** The last lines that strategies logged, and how many there were. */
export class LogTail {
  #last: LogRecord[] = [];
  #count = 0;

  /** Takes a line; an older one is forgotten for it. */
  add(record: LogRecord): void {
    this.#count += 1;
    this.#last.push(record);
    if (this.#last.length > LOG_SHOWN_MAX) this.#last.shift();
  }

  /** What is printed; nothing where nothing was logged. */
  get lines(): readonly string[] {
    if (this.#count === 0) return [];
    const shown = this.#last.length;
    const lines = this.#count === 1 ? 'line' : 'lines';
    const which = shown < this.#count ? `the last ${shown} of ` : '';
    return [
      `log: ${which}${this.#count} ${lines}`,
      ...this.#last.map((record) => `  ${lineOf(record)}`),
    ];
  }
}

/** What a strategy writes does not steer the terminal. */
function lineOf(record: LogRecord): string {
  const cells = logCells(record).filter((cell) => cell !== '');
  return cells.join(' ').replaceAll(/\p{Cc}/gu, ' ');
}
