import type { Ask, Command } from 'argosy/domain';

import { shardError } from './errors.ts';

/** How many commands and questions may be on the link at once. */
export const LINK_MAX = 1_000_000;

/** The way from engine to trading in one process: a queue that is emptied after each input. */
export class Link {
  #commands: Command[] = [];
  #asks: Ask[] = [];

  /** Whether nothing is under way. */
  get isEmpty(): boolean {
    return this.#commands.length === 0 && this.#asks.length === 0;
  }

  /** Puts a command on its way. */
  send(command: Command): void {
    if (this.#commands.length >= LINK_MAX) throw shardError('LINK_FULL', `${LINK_MAX} commands`);
    this.#commands.push(command);
  }

  /** Puts a question on its way. */
  ask(ask: Ask): void {
    if (this.#asks.length >= LINK_MAX) throw shardError('LINK_FULL', `${LINK_MAX} questions`);
    this.#asks.push(ask);
  }

  /** Takes off everything that is under way, in the order it was sent. */
  drain(onCommand: (command: Command) => void, onAsk: (ask: Ask) => void): void {
    const [commands, asks] = [this.#commands, this.#asks];
    this.#commands = [];
    this.#asks = [];
    for (const command of commands) onCommand(command);
    for (const ask of asks) onAsk(ask);
  }
}
