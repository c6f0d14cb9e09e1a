import type { ApiClient } from '@argosy/contract/client';

/** Two answers closer than this say nothing of how fast time goes. */
const APART_MS = 5_000;

/** What time it is for the machines of the node, by this window's clock: a demo may run faster than the wall. */
export class NodeClock {
  readonly #api: Pick<ApiClient, 'readTime'>;
  readonly #local: () => number;
  #samples: readonly { readonly local: number; readonly node: number }[] = [];

  constructor(api: Pick<ApiClient, 'readTime'>, local: () => number = () => Date.now()) {
    this.#api = api;
    this.#local = local;
  }

  /** Asks the node; twice and more tell how fast its time goes. */
  async sync(): Promise<void> {
    const sentAt = this.#local();
    const answer = await this.#api.readTime({});
    if (!answer.ok) return;
    const local = (sentAt + this.#local()) / 2;
    const [first] = this.#samples;
    const sample = { local, node: Date.parse(answer.value.now) };
    const isApart = first !== undefined && local - first.local >= APART_MS;
    this.#samples = isApart ? [this.#samples[1] ?? first, sample] : [sample];
  }

  /** The node's time in milliseconds; this window's own until the node was asked. */
  now(): number {
    const local = this.#local();
    const [first, second] = this.#samples;
    if (first === undefined) return local;
    if (second === undefined || second.local === first.local)
      return first.node + (local - first.local);
    const rate = (second.node - first.node) / (second.local - first.local);
    return second.node + (local - second.local) * rate;
  }
}
