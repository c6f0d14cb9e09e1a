/** The bounds of a stream. */
export type StreamLimits = {
  /** Sockets in all, those that have not said who they are included; and of these by themselves. */
  readonly connectionsMax: number;
  readonly strangersMax: number;
  readonly connectionsPerUserMax: number;
  readonly subscriptionsMax: number;
  /** The largest message of a client, in bytes. */
  readonly messageBytesMax: number;
  /** Messages of a client in a second; so many seconds' worth may come at once. */
  readonly messagesPerSecond: number;
  readonly burstSeconds: number;
  /** Requests of a connection that wait for an answer. */
  readonly requestsMax: number;
  /** Bytes that may wait for a connection that does not read. */
  readonly backlogBytesMax: number;
  /** How long something may wait for it before it is closed, in microseconds; as all that follows. */
  readonly blockedMicros: number;
  /** How long a client may take to say who it is. */
  readonly authMicros: number;
  /** How often a heartbeat goes out, and after how long without a sign of life a client is gone. */
  readonly heartbeatMicros: number;
  readonly silentMicros: number;
  /** How long lies between two messages of market data to a connection. */
  readonly flushMicros: number;
  /** How much of the thread sending market data may take before it is done less often. */
  readonly busyShare: number;
};

/** The usual bounds. */
export const streamLimits: StreamLimits = {
  connectionsMax: 12_000,
  strangersMax: 2_000,
  connectionsPerUserMax: 32,
  subscriptionsMax: 2_000,
  messageBytesMax: 65_536,
  messagesPerSecond: 50,
  burstSeconds: 4,
  requestsMax: 32,
  backlogBytesMax: 1_048_576,
  blockedMicros: 8_000_000,
  authMicros: 5_000_000,
  heartbeatMicros: 10_000_000,
  silentMicros: 30_000_000,
  flushMicros: 16_000,
  busyShare: 0.5,
};
