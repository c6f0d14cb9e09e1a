export type {
  CancelAll,
  DeskFace,
  Funds,
  HeldPosition,
  LimitChange,
  LimitRow,
  ListedTicket,
  Nudge,
  Preview,
  ScopeChange,
  StateRow,
} from './desk-face.ts';
export type { Actor, BatchAnswer, Placed, Ticket, TicketChange } from './ticket.ts';
