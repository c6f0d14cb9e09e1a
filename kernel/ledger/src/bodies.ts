import type {
  EntryEvent,
  EventHead,
  FloorEvent,
  HoldEvent,
  PositionEvent,
  ReservationEvent,
  StatusEvent,
} from 'argosy/domain';

/** An entry as a decider gives it, before its place and times are stamped on it. */
export type EntryBody = Omit<EntryEvent, keyof EventHead>;
/** A hold as a decider gives it. */
export type HoldBody = Omit<HoldEvent, keyof EventHead>;
/** A position as a decider gives it. */
export type PositionBody = Omit<PositionEvent, keyof EventHead>;
/** A reservation as a decider gives it. */
export type ReservationBody = Omit<ReservationEvent, keyof EventHead>;
/** The standing of an account as a decider gives it. */
export type StatusBody = Omit<StatusEvent, keyof EventHead>;
/** A floor as a decider gives it. */
export type FloorBody = Omit<FloorEvent, keyof EventHead>;
