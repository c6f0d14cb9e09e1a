import type { StrategyId } from 'argosy/core';

/** What waits of a strategy; another one takes its place once its commands are void. */
type Waiting = { last: Promise<void>; isVoid: boolean };

/**
 * The way of strategies' commands into the platform: one waits until the state that counts it as sent outlives a loss of
 * power, so that no record ever has an order that its strategy, going on with an older state, knows nothing of and sends
 * again. Those of a strategy keep their order; one that keeps nothing waits for nothing.
 *
 * @example
 * intake.hold(strategies, states.save(kept));
 * intake.take(strategy, () => live.command(command));
 */
export class CommandIntake {
  readonly #waiting = new Map<StrategyId, Waiting>();

  /** What comes of these from now on waits until that is over, whatever came of it. */
  hold(strategies: Iterable<StrategyId>, saved: Promise<unknown>): void {
    for (const strategy of strategies) this.#add(strategy, () => saved.then(ignore, ignore));
  }

  /** Takes a command in: at once, unless it has to wait. */
  take(strategy: StrategyId | null, run: () => void): void {
    if (strategy === null || !this.#waiting.has(strategy)) run();
    else this.#add(strategy, run);
  }

  /** What still waits of a strategy is never taken in: it has been told that it was lost. */
  drop(strategy: StrategyId): void {
    const waiting = this.#waiting.get(strategy);
    if (waiting !== undefined) waiting.isVoid = true;
    this.#waiting.delete(strategy);
  }

  /** Comes back once nothing waits, of a strategy or of any. */
  async settle(strategy: StrategyId | null = null): Promise<void> {
    const own = strategy === null ? [...this.#waiting.keys()] : [strategy];
    await Promise.all(own.flatMap((each) => this.#waiting.get(each)?.last ?? []));
  }

  #add(strategy: StrategyId, run: () => void | Promise<void>): void {
    const waiting = this.#waiting.get(strategy) ?? { last: Promise.resolve(), isVoid: false };
    this.#waiting.set(strategy, waiting);
    const last = waiting.last.then(() => (waiting.isVoid ? undefined : run()));
    waiting.last = last;
    void last.then(() => {
      const isOver = waiting.last === last && this.#waiting.get(strategy) === waiting;
      if (isOver) this.#waiting.delete(strategy);
    });
  }
}

function ignore(): void {}
