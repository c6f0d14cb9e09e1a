import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A line between a browser and a server that a test cuts: what was under way ends, and who tries again finds nobody until
 * it is mended.
 *
 * @example
 * const line = await CutLine.to(rig().server.address);
 * const { page } = await rig().open('/', {}, line.address);
 * line.cut();
 * line.mend();
 * await line.end();
 */
export class CutLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #isCut = false;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((socket) => this.#join(socket));
  }

  /** A line to where something listens. */
  static async to(address: string): Promise<CutLine> {
    const line = new CutLine(new URL(address));
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  /** Where it is entered. */
  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Cuts it. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Mends it. */
  mend(): void {
    this.#isCut = false;
  }

  /** Takes it down. */
  async end(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect({ host: this.#target.hostname, port: Number(this.#target.port) });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
