import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import type { OrderId } from 'argosy/core';
import type { CommandBody, TradingState } from 'argosy/domain';

import { FakeBroker } from '../broker/fake-broker.ts';
import { OPENING } from '../host/our-side.ts';
import { FrameReader, toFrame, type Inward, type Outward, type Ready } from './frames.ts';
import { LiveWorld } from './live-world.ts';

/** The broker and the clients, in a process that is not killed: what they remember is the truth. */
export class OtherSide {
  readonly world: LiveWorld;
  readonly broker: FakeBroker;
  /** The orders that a client was told are safe, and up to which position all was. */
  readonly acked = new Set<OrderId>();
  safe = 0;
  /** The entries that a client was told are booked. */
  readonly booked = new Set<string>();
  /** What the clients know of the strategy's state; null where their last wish had no answer. */
  state: TradingState | null = null;
  /** Hears that a process has agreed with the broker. */
  onReady: (ready: Ready) => void = () => {};
  /** Hears that an order of a client is safe. */
  onAck: () => void = () => {};
  readonly #server: Server;
  #socket: Socket | null = null;
  /** How many wishes about the strategy's state have no answer yet. */
  #unanswered = 0;

  private constructor(seed: string) {
    this.world = new LiveWorld(seed);
    this.broker = new FakeBroker(this.world, OPENING);
    this.broker.onReport = (report) => {
      this.say({ type: 'report', report });
    };
    this.#server = createServer((socket) => {
      this.#welcome(socket);
    });
  }

  /** Opens on a port of its own. */
  static async open(seed: string): Promise<OtherSide> {
    const side = new OtherSide(seed);
    side.#server.listen(0, '127.0.0.1');
    await once(side.#server, 'listening');
    return side;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Says something, if anybody is there to hear it. */
  say(message: Inward): void {
    if (message.type === 'command' && stateOf(message.body) !== null) this.#unanswered += 1;
    if (this.#socket?.writable === true) this.#socket.write(toFrame(message));
  }

  /** Resolves when all is heard that the process before has said. */
  async left(): Promise<void> {
    if (this.#socket !== null && !this.#socket.closed) await once(this.#socket, 'close');
    this.#socket = null;
  }

  /** Ends for good. */
  close(): void {
    this.#server.close();
  }

  /** While a process finds out what became of its orders, nothing new becomes of them. */
  #welcome(socket: Socket): void {
    this.world.freeze();
    if (this.#unanswered > 0) this.state = null;
    this.#unanswered = 0;
    this.#socket = socket.setNoDelay(true);
    const frames = new FrameReader<Outward>();
    socket.on('error', () => {
      socket.destroy();
    });
    socket.on('data', (piece) => {
      for (const { bytes } of frames.take(piece)) this.#hear(frames.read(bytes));
    });
  }

  #hear(message: Outward): void {
    switch (message.type) {
      case 'effect':
        this.broker.take(message.effect);
        break;
      case 'query':
        this.say({ type: 'answer', answer: this.broker.answer(message.query) });
        break;
      case 'ack':
        this.acked.add(message.order);
        this.safe = Math.max(this.safe, message.position);
        this.onAck();
        break;
      case 'done':
        this.#note(message.body);
        break;
      case 'ready':
        this.onReady(message);
        break;
    }
  }

  #note(body: CommandBody): void {
    if (body.type === 'bookCharges') this.booked.add(body.entry);
    const state = stateOf(body);
    if (state === null) return;
    this.#unanswered -= 1;
    this.state = state;
  }
}

/** What a command makes of the strategy. */
function stateOf(body: CommandBody): TradingState | null {
  if (body.type === 'kill') return 'HALTED';
  return body.type === 'setState' && body.scope.kind === 'strategy' ? body.state : null;
}
