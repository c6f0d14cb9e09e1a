/** As much of a browser's WebSocket as the client uses. */
export interface ClientSocket {
  binaryType: string;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

/** Time and timers as the client needs them. */
export type ClientTime = {
  /** Microseconds since 1970. */
  readonly now: () => number;
  /** Runs something so many milliseconds later, and gives back what calls it off. */
  readonly after: (delayMs: number, run: () => void) => () => void;
};

/** The clock and the timers of where it runs. */
export const hostTime: ClientTime = {
  now: () => Math.floor(Date.now() * 1_000),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
