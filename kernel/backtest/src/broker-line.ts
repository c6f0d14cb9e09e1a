import type { Timestamp } from 'argosy/core';
import type { Effect, Report } from 'argosy/domain';
import type { VenueOutbox } from 'argosy/matching';

/** Both ends of a line. */
export type LineEnds = {
  /** Brings a request to the venue; what it answers comes back by the line. */
  toVenue(effect: Effect): void;
  /** Brings a report to us at its `availableAt`, which is not before now. */
  toUs(report: Report): void;
};

/**
 * What lies between us and the venue, for runs that ask what a broker may do: requests and reports come
 * by here, and are given on, changed, held back, doubled or made up. A run makes its own, so that it
 * repeats.
 */
export type BrokerLine = {
  send(effect: Effect, now: Timestamp, ends: LineEnds): void;
  report(report: Report, ends: LineEnds): void;
};

/** How requests leave and reports come in, by a line or straight. */
export type Wires = {
  readonly send: (effect: Effect, now: Timestamp) => void;
  readonly reports: VenueOutbox;
};

/** Lays a line between a venue and us; null is none. */
export function wiresOf(
  line: BrokerLine | null,
  venue: { send(effect: Effect, now: Timestamp): void },
  reports: VenueOutbox,
): Wires {
  if (line === null) return { send: (effect, now) => venue.send(effect, now), reports };
  const endsAt = (now: Timestamp): LineEnds => ({
    toVenue: (effect) => venue.send(effect, now),
    toUs: (report) => reports.report(report),
  });
  // What the venue tells the world comes by no line to a broker.
  const tape: Pick<VenueOutbox, 'data'> = { data: (datum) => reports.data?.(datum) };
  return {
    send: (effect, now) => line.send(effect, now, endsAt(now)),
    reports: { ...tape, report: (report) => line.report(report, endsAt(report.availableAt)) },
  };
}

/** What a run says of itself that a line of the caller's making lies in. */
export function notesOfLine({ line }: { readonly line?: () => BrokerLine }): readonly string[] {
  return line === undefined ? [] : ['requests and reports pass by a line of the caller’s making'];
}
