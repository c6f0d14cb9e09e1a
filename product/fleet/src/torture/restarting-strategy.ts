import type { Random } from 'argosy/core';
import { Strategy, type StrategyClass, type StrategyContext } from 'argosy/engine';

/** So many callbacks there are, at least, between two restarts. */
const CALLBACKS_MIN = 20;

/**
 * The same strategy, ended and begun again in the middle of a run: a new one takes its place with what
 * the old one has exported, while its orders and positions go on. As it is when its process dies.
 */
export function restartingStrategy(type: StrategyClass, random: Random): StrategyClass {
  class Restarting extends Strategy {
    static override readonly parameters = type.parameters;
    readonly #draw = random.fork('restarts');
    #inner: Strategy;
    #given: StrategyContext | null = null;
    #callbacksLeft = CALLBACKS_MIN;
    /** As they were given; only the class itself knows what they are. */
    readonly #values: never;

    constructor(parameters: never) {
      super(parameters);
      this.#values = parameters;
      this.#inner = new type(parameters);
    }

    override attach(context: StrategyContext): void {
      super.attach(context);
      this.#given = context;
      this.#inner.attach(context);
    }

    /** Hands a callback on, maybe to a new strategy. */
    pass(name: string, given: readonly unknown[]): unknown {
      const isCounted = name !== 'onStart' && name !== 'onStop' && name.startsWith('on');
      if (isCounted && --this.#callbacksLeft <= 0) this.#restart();
      const own: unknown = Reflect.get(this.#inner, name);
      return typeof own === 'function' ? Reflect.apply(own, this.#inner, given) : undefined;
    }

    #restart(): void {
      this.#callbacksLeft = CALLBACKS_MIN + this.#draw.nextInt(200);
      const kept: unknown = JSON.parse(JSON.stringify(this.#inner.exportState() ?? null));
      this.#inner = new type(this.#values);
      if (this.#given !== null) this.#inner.attach(this.#given);
      const own: unknown = Reflect.get(this.#inner, 'importState');
      if (own !== Strategy.prototype.importState) this.#inner.importState(kept);
      this.#inner.onStart();
    }
  }
  Object.defineProperty(Restarting, 'name', { value: type.name });
  for (const name of callbackNames) {
    Object.defineProperty(Restarting.prototype, name, {
      value(this: Restarting, ...given: unknown[]): unknown {
        return this.pass(name, given);
      },
    });
  }
  return Restarting;
}

const callbackNames = Object.getOwnPropertyNames(Strategy.prototype).filter((name) =>
  /^(on[A-Z]|exportState|importState)/.test(name),
);
