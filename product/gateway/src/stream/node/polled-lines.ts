import { LogChannel } from '../engine/log-channel.ts';

/** The newest lines of something, asked for again and again, as a channel: a line that is new is an item. */
export class PolledLines {
  readonly channel: LogChannel;
  #lines: readonly string[] = [];

  constructor(name: string) {
    this.channel = new LogChannel({ name, kind: 'logs', snapshot: () => this.#lines });
  }

  /** Takes the newest lines as they are now, as JSON; gives those that were not there before. */
  take(lines: readonly string[]): readonly string[] {
    const known = this.#lines;
    this.#lines = lines;
    let gone = 0;
    while (!beginsWith(lines, known, gone)) gone += 1;
    return lines.slice(known.length - gone);
  }
}

/** Whether lines begin with what is left of those known once so many of them are gone. */
function beginsWith(lines: readonly string[], known: readonly string[], gone: number): boolean {
  if (known.length - gone > lines.length) return false;
  for (let place = gone; place < known.length; place += 1) {
    if (known[place] !== lines[place - gone]) return false;
  }
  return true;
}
