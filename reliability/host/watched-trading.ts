import type { Input, TradingEvent, Turn } from 'argosy/domain';
import { TradingMachine, type TradingConfig, type TradingOutbox } from 'argosy/trading';

/** A trading machine that is looked at while it decides: before anything it says is in the journal. */
export class WatchedTrading extends TradingMachine {
  readonly #onDecided: (event: TradingEvent) => void;

  constructor(config: TradingConfig, onDecided: (event: TradingEvent) => void) {
    super(config);
    this.#onDecided = onDecided;
  }

  override handle(input: Input, turn: Turn, out: TradingOutbox): void {
    super.handle(input, turn, {
      ...out,
      event: (event, forms) => {
        this.#onDecided(event);
        out.event(event, forms);
      },
    });
  }
}
