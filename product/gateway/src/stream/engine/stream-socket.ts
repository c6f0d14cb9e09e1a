/** A socket as the fan-out sees it: takes whole WebSocket frames. Whoever serves it tells what comes the other way. */
export interface StreamSocket {
  /** Bytes that were written and wait for the network. */
  readonly backlogBytes: number;
  /** Sends frames that are complete with their heads. Never throws: of one that has ended nothing is sent. */
  write(frames: Uint8Array): void;
  /** What is written between the two goes out by one system call. */
  cork(): void;
  uncork(): void;
  /** Says why, and ends; what does not answer within seconds is cut off. */
  close(code: number, reason: string): void;
}
