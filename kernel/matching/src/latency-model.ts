import { compareText, toMicros, type Micros, type Random } from 'argosy/core';

import { matchingError } from './errors.ts';
import type { ModelCard } from './model-card.ts';

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
  /**
   * Delays that were measured, by request: one of them comes on top, each with the same chance. A
   * delay that came often stands in the table as often.
   */
  readonly measured?: Readonly<Partial<Record<VenueRequest, readonly Micros[]>>>;
  /** What takes the place of all of it for instruments of an exchange. */
  readonly byExchange?: Readonly<Record<string, Omit<LatencyModel, 'byExchange'>>>;
};

/** How many delays a table may have. */
const MEASURED_MAX = 100_000;

const none = toMicros(0);

/** Everything arrives at the instant it was sent. */
export const noLatency: LatencyModel = {
  insert: none,
  amend: none,
  cancel: none,
  report: none,
  jitter: none,
};

/**
 * A latency with tables of measured delays on top, by request.
 *
 * @example
 * const latency = measuredLatency({ ...noLatency, report }, { insert: [800, 900, 900, 4_000].map(toMicros) });
 */
export function measuredLatency(
  latency: LatencyModel,
  measured: NonNullable<LatencyModel['measured']>,
): LatencyModel {
  for (const [request, delays] of Object.entries(measured)) {
    const isSound = delays.every((delay) => Number.isSafeInteger(delay) && delay >= 0);
    if (isSound && delays.length > 0 && delays.length <= MEASURED_MAX) continue;
    const expected = `1 to ${MEASURED_MAX} whole microseconds`;
    throw matchingError('BAD_DELAYS', `${request} has ${delays.length}, expected ${expected}`);
  }
  return { ...latency, measured };
}

/** One request's way to the venue, in microseconds. The stream is drawn from only if chance has a part. */
export function computeDelay(
  latency: LatencyModel,
  request: VenueRequest,
  stream: () => Random,
): number {
  const jitter = latency.jitter === 0 ? 0 : stream().nextInt(latency.jitter + 1);
  const table = latency.measured?.[request];
  const drawn = table === undefined ? 0 : (table[stream().nextInt(table.length)] ?? 0);
  return latency[request] + jitter + drawn;
}

/** The latency of an instrument's exchange. */
export function latencyAt(latency: LatencyModel, exchange: string): LatencyModel {
  const { byExchange } = latency;
  if (byExchange === undefined || !Object.hasOwn(byExchange, exchange)) return latency;
  return byExchange[exchange] ?? latency;
}

/** The longest that a request may be under way. */
export function longestDelay(latency: LatencyModel, request: VenueRequest): number {
  const longest = (latency.measured?.[request] ?? []).reduce((most, one) => Math.max(most, one), 0);
  return latency[request] + latency.jitter + longest;
}

/** The model on a reproducibility card. */
export function latencyCard({ byExchange, ...latency }: LatencyModel): ModelCard {
  const card = cardOfOne(latency);
  if (byExchange === undefined) return card;
  const cards = Object.entries(byExchange).map(([name, one]) => [name, cardOfOne(one)] as const);
  const parameters = Object.fromEntries(cards.sort(([one], [other]) => compareText(one, other)));
  return {
    ...card,
    parameters: { ...card.parameters, byExchange: { model: 'byExchange', parameters } },
  };
}

function cardOfOne({ measured, ...fixed }: Omit<LatencyModel, 'byExchange'>): ModelCard {
  if (measured === undefined) return { model: 'latency', parameters: fixed };
  const table = (request: VenueRequest): string | null => measured[request]?.join(' ') ?? null;
  const tables = { insert: table('insert'), amend: table('amend'), cancel: table('cancel') };
  const drawn = { model: 'measured', parameters: tables };
  return { model: 'latency', parameters: { ...fixed, measured: drawn } };
}
