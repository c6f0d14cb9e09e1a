/** What a server of the bench is told. */
export type PumpOrder = {
  /** Ticks of different symbols in each message. */
  readonly ticks: number;
  readonly millis: number;
};

/** What it has done. */
export type PumpReport = {
  readonly frames: number;
  readonly millis: number;
  /** Processor time of the server. */
  readonly cpuMillis: number;
  /** What of it was not the system's. */
  readonly userMillis: number;
  /** Resident memory, and what of it is on the heap or beside it, once collected. */
  readonly rssBytes: number;
  readonly heldBytes: number;
};

/** What the load is told: to connect so many, to come back all at once, to say what has come. */
export type LoadOrder =
  | {
      readonly do: 'connect';
      readonly port: number;
      readonly connections: number;
      readonly protocol: string | null;
      /** Sent by each once it is open, in this order, each after an answer to the one before. */
      readonly messages: readonly string[];
    }
  | { readonly do: 'storm' }
  | { readonly do: 'count' }
  | { readonly do: 'end' };

/** What it says. */
export type LoadReport = {
  readonly frames: number;
  readonly ticks: number;
  readonly bytes: number;
  /** How long it took until all were up, or back. */
  readonly millis: number;
};

/** Symbols that every connection hears. */
export const SYMBOLS = 50;

/** The names of the channels. */
export function channelNames(): readonly string[] {
  return Array.from(
    { length: SYMBOLS },
    (_, place) => `quotes:SYM${String(place).padStart(3, '0')}.NSE`,
  );
}
