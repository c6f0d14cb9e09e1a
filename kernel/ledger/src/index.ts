export { BalanceHistory, type BalanceAt } from './balance-history.ts';
export type { Balance } from './balance-table.ts';
export type { BesideBalance } from './beside-table.ts';
export { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
export type { AccountTermsState, Floor } from './account-terms.ts';
export type {
  EntryBody,
  FloorBody,
  HoldBody,
  PositionBody,
  ReservationBody,
  StatusBody,
} from './bodies.ts';
export type { ActedPosition, ActionRequest } from './action-parts.ts';
export { decideAction, type ActionPosting } from './decide-action.ts';
export {
  decideCarry,
  type CarriedCash,
  type CarriedPosition,
  type CarryRequest,
} from './decide-carry.ts';
export {
  CHARGE_LINES_MAX,
  computeTrueUp,
  decideCharges,
  type ChargesRequest,
} from './decide-charges.ts';
export { decideCorrection, type CorrectionRequest } from './decide-correction.ts';
export {
  decideBust,
  decideFill,
  type BustRequest,
  type FillPosting,
  type FillRequest,
} from './decide-fill.ts';
export { decideFunding, type FundingRequest, type HoldingCharge } from './decide-funding.ts';
export {
  decideHold,
  decidePostHold,
  decideReleaseHold,
  decideReviseHold,
  type HoldRequest,
  type LeavesChange,
} from './decide-hold.ts';
export {
  computeInterest,
  decideLoan,
  LOAN_NAME_MAX,
  type InterestSpan,
  type LoanRequest,
} from './decide-loan.ts';
export {
  decideMove,
  findMove,
  type MoveAsked,
  type MovePosting,
  type MoveRequest,
} from './decide-move.ts';
export {
  decideExpired,
  decidePostReserved,
  decideReserve,
  decideVoidReserved,
  RESERVATIONS_OPEN_MAX,
  type PostReservedPosting,
  type PostReservedRequest,
  type ReserveRequest,
} from './decide-reservation.ts';
export { decideSettlement } from './decide-settlement.ts';
export {
  decideFloor,
  decideStatus,
  findStatusFlaw,
  type FloorRequest,
  type StatusRequest,
} from './decide-terms.ts';
export { decideTransfer, type TransferRequest } from './decide-transfer.ts';
export type { EntryIndexState, EntryKnown, KnownEntry } from './entry-index.ts';
export { ledgerErrors, type LedgerErrorCode } from './errors.ts';
export { convertUnits, isWhole, type FillUnits } from './fill-units.ts';
export type { Hold, Holder } from './hold-table.ts';
export { checkInvariants, type Violation } from './invariants.ts';
export { LedgerAudit, type CurrencySum, type LedgerAuditReport } from './ledger-audit.ts';
export { ledgerAccountsOf, type LedgerAccounts } from './ledger-accounts.ts';
export {
  LedgerBook,
  type LedgerBookOptions,
  type LedgerBookState,
  type LedgerEvent,
} from './ledger-book.ts';
export { toLedgerAmount, type LedgerUnit } from './ledger-unit.ts';
export {
  CLOSED_POSITIONS_MAX,
  PositionTable,
  type RealisedTotal,
  type PositionTableState,
} from './position-table.ts';
export type { Reservation, ReservationPhase } from './reservation-table.ts';
export { UnitTable, type UnitChange, type UnitTableState } from './unit-table.ts';
