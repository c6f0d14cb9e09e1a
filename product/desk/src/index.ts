export type {
  CancelAll,
  DeskFace,
  DeskSnapshot,
  Flattened,
  Funds,
  LeftOpen,
  HeldPosition,
  LimitChange,
  LimitRow,
  ListedTicket,
  Nudge,
  Preview,
  ScopeChange,
  StateRow,
} from './desk-face.ts';
export { refusalOfLeft } from './close-out.ts';
export { DESK_WAITING_MAX, type DeskShard } from './desk-line.ts';
export { BATCH_MAX, Desk, type DeskOptions } from './desk.ts';
export { deskRefusals, type DeskRefusalCode } from './errors.ts';
export type { KnownPlaces } from './known-places.ts';
export { KEYS_MAX } from './known-keys.ts';
export { nudgeCodes, type NudgeCode } from './nudges.ts';
export { NOTE_LENGTH_MAX, readTag } from './tag.ts';
export type {
  Actor,
  Answered,
  BatchAnswer,
  Placed,
  Refused,
  Ticket,
  TicketChange,
  Told,
} from './ticket.ts';
