import { toMicros, type Micros, type Random } from 'argosy/core';

/** What can be asked of a venue, each with its own way there. */
export type VenueRequest = 'insert' | 'amend' | 'cancel';

/** How long requests and reports travel, in microseconds. */
export type LatencyModel = {
  readonly insert: Micros;
  readonly amend: Micros;
  readonly cancel: Micros;
  /** From the venue back to us. It has no jitter: reports never overtake each other. */
  readonly report: Micros;
  /** A request takes up to this much longer; each order draws from a stream of its own. */
  readonly jitter: Micros;
};

const none = toMicros(0);

/** Everything arrives at the instant it was sent. */
export const noLatency: LatencyModel = {
  insert: none,
  amend: none,
  cancel: none,
  report: none,
  jitter: none,
};

/** One request's way to the venue, in microseconds. The stream is drawn from only if there is jitter. */
export function computeDelay(
  latency: LatencyModel,
  request: VenueRequest,
  stream: () => Random,
): number {
  const jitter = latency.jitter === 0 ? 0 : stream().nextInt(latency.jitter + 1);
  return latency[request] + jitter;
}
