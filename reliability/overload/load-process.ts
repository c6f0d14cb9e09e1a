/**
 * Clients of a server in a process of their own: each places an order once the one before is answered, and comes back
 * sooner than it was told to where it was turned away. Beside them a few orders are cancelled, at a steady rate.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { LoadOrder, LoadReport } from './messages.ts';

const ANSWER_MILLIS = 30_000;
const AGAIN_MILLIS = 50;
const CANCEL_EVERY_MILLIS = 50;
const CANCEL_CONNECTIONS = 4;
const FAULTS_TOLD_MAX = 5;
const REFUSED: ReadonlySet<number> = new Set([429, 503]);

type Answer = {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
  readonly millis: number;
};
type Call = { readonly method: string; readonly path: string; readonly body: object | null };

process.on('message', (order: LoadOrder) => {
  void new Load(order).run().then((report) => process.send?.(report));
});

/** A level of load, and what is known of it so far. */
class Load {
  readonly #order: LoadOrder;
  readonly #agent: Agent;
  readonly #cancelAgent = new Agent({ keepAlive: true, maxSockets: CANCEL_CONNECTIONS });
  readonly #placed: string[] = [];
  readonly #placedMillis: number[] = [];
  readonly #refused: Record<string, number> = {};
  readonly #refusedMillis: number[] = [];
  readonly #cancelMillis: number[] = [];
  readonly #faults: string[] = [];
  #faultCount = 0;
  #withoutRetryAfter = 0;
  #cancels = 0;
  #sent = 0;
  #isOn = true;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#agent = new Agent({ keepAlive: true, maxSockets: order.clients });
  }

  async run(): Promise<LoadReport> {
    const { clients, seconds } = this.#order;
    const begun = performance.now();
    const running = Array.from({ length: clients }, () => this.#placeOn());
    const canceling = this.#cancelOn();
    await sleep(seconds * 1_000);
    this.#isOn = false;
    const lasted = performance.now() - begun;
    const inTime = this.#placed.length;
    await Promise.all([...running, canceling]);
    this.#agent.destroy();
    this.#cancelAgent.destroy();
    return {
      clients,
      placed: this.#placed,
      perSecond: Math.round((inTime * 1_000) / lasted),
      placedP99: p99(this.#placedMillis),
      refused: this.#refused,
      refusedP99: p99(this.#refusedMillis),
      withoutRetryAfter: this.#withoutRetryAfter,
      cancels: this.#cancels,
      canceled: this.#cancelMillis.length,
      cancelP99: p99(this.#cancelMillis),
      faults: this.#faults,
      faultCount: this.#faultCount,
    };
  }

  async #placeOn(): Promise<void> {
    while (this.#isOn) {
      this.#sent += 1;
      const key = `${this.#order.name}-${this.#sent}`;
      const call = { method: 'POST', path: 'orders', body: this.#ticket(this.#sent) };
      const answer = await this.#ask(this.#agent, call, key);
      if (answer !== null) await this.#take(answer);
    }
  }

  async #take({ status, retryAfter, text, millis }: Answer): Promise<void> {
    if (status === 201) {
      const { order } = JSON.parse(text) as { readonly order: { readonly id: string } };
      this.#placed.push(order.id);
      this.#placedMillis.push(millis);
    } else if (REFUSED.has(status)) {
      this.#refused[status] = (this.#refused[status] ?? 0) + 1;
      this.#refusedMillis.push(millis);
      if (retryAfter === undefined) this.#withoutRetryAfter += 1;
      await sleep(AGAIN_MILLIS);
    } else this.#fault(`an order: ${status} ${text}`);
  }

  async #cancelOn(): Promise<void> {
    const under: Promise<void>[] = [];
    for (; this.#isOn; await sleep(CANCEL_EVERY_MILLIS)) {
      const order = this.#placed[this.#cancels];
      if (order !== undefined) under.push(this.#cancel(order));
    }
    await Promise.all(under);
  }

  async #cancel(order: string): Promise<void> {
    this.#cancels += 1;
    const call = { method: 'DELETE', path: `orders/${order}`, body: null };
    const answer = await this.#ask(this.#cancelAgent, call, null);
    if (answer === null) return;
    if (answer.status < 300) this.#cancelMillis.push(answer.millis);
    else this.#fault(`a cancel: ${answer.status} ${answer.text}`);
  }

  #ticket(n: number): object {
    const { accounts, instruments } = this.#order;
    return {
      account: accounts[n % accounts.length],
      instrument: instruments[Math.floor(n / accounts.length) % instruments.length],
      book: 'HAND',
      product: 'delivery',
      side: 'buy',
      qty: '1',
      terms: { type: 'limit', limit: '1.00' },
    };
  }

  #fault(what: string): void {
    this.#faultCount += 1;
    if (this.#faults.length < FAULTS_TOLD_MAX) this.#faults.push(what.slice(0, 300));
  }

  /** Null where there was no answer. */
  async #ask(agent: Agent, call: Call, key: string | null): Promise<Answer | null> {
    try {
      return await send(agent, this.#order, { ...call, key });
    } catch (error) {
      this.#fault(error instanceof Error ? error.message : String(error));
      await sleep(AGAIN_MILLIS);
      return null;
    }
  }
}

function send(
  agent: Agent,
  { port, token }: LoadOrder,
  { method, path, body, key }: Call & { readonly key: string | null },
): Promise<Answer> {
  const text = body === null ? '' : JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === null
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(key === null ? {} : { 'idempotency-key': key }),
  };
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, path: `/api/v1/${path}`, method, headers },
      (response) => {
        let said = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (said += piece));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers: told } = response;
          const millis = performance.now() - from;
          resolve({ status: statusCode, retryAfter: told['retry-after'], text: said, millis });
        });
      },
    );
    sent.setTimeout(ANSWER_MILLIS, () => sent.destroy(new Error(`${path}: no answer`)));
    sent.on('error', reject);
    sent.end(text);
  });
}

function p99(millis: readonly number[]): number {
  const sorted = millis.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
}
