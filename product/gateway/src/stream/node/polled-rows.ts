import { LogChannel } from '../engine/log-channel.ts';

/** Rows that are asked for again and again, as a channel: a row that has changed is an item. */
export class PolledRows {
  readonly channel: LogChannel;
  #rows: ReadonlyMap<string, string> = new Map();

  constructor(name: string, kind: string) {
    this.channel = new LogChannel({ name, kind, snapshot: () => [...this.#rows.values()] });
  }

  /** Takes the rows as they are now, as JSON by what tells them apart; gives those that have changed. */
  take(rows: ReadonlyMap<string, string>): readonly string[] {
    const before = this.#rows;
    this.#rows = rows;
    return [...rows].flatMap(([key, text]) => (before.get(key) === text ? [] : [text]));
  }
}
