export { storageErrors, type StorageErrorCode } from './errors.ts';
export { lagOf, type ProjectionLag } from './lag.ts';
export {
  findAccountAccess,
  grantAccounts,
  GRANTS_MAX,
  holdAccount,
  listAccountGrants,
  listAccountHolders,
  revokeGrants,
  type AccountAccess,
  type AccountGrant,
  type AccountHolder,
} from './people/account-access.ts';
export {
  appendAudit,
  appendMissingAudit,
  auditHead,
  listAudit,
  verifyAudit,
  type AuditEntry,
  type AuditFilter,
  type AuditHead,
  type AuditRow,
  type AuditVerdict,
} from './people/audit.ts';
export {
  endBacktest,
  failRunningBacktests,
  findBacktest,
  listBacktests,
  noteBacktestProgress,
  queueBacktest,
  startBacktest,
  type BacktestEnd,
  type BacktestRun,
  type BacktestStatus,
} from './people/backtests.ts';
export { changeRecords, type RecordChange, type RecordStep } from './people/change-records.ts';
export {
  DOCUMENT_LENGTH_MAX,
  DOCUMENTS_MAX,
  findDocument,
  listDocuments,
  removeDocument,
  saveDocument,
  type DocumentKey,
  type DocumentKind,
  type SavedDocument,
} from './people/documents.ts';
export {
  ANSWER_BYTES_MAX,
  answerRequest,
  beginRequest,
  dropRequest,
  purgeRequests,
  type RequestKey,
  type RequestStart,
  type RequestTurn,
} from './people/idempotency.ts';
export {
  dropInvitation,
  findInvitation,
  INVITATIONS_MAX,
  listInvitations,
  saveInvitation,
  takeInvitation,
  type Invitation,
} from './people/invitations.ts';
export {
  listJobs,
  noteJobEnd,
  noteJobStart,
  planJob,
  type Job,
  type JobEnd,
  type JobResult,
} from './people/jobs.ts';
export {
  countRecoveryCodes,
  RECOVERY_CODES_MAX,
  saveRecoveryCodes,
  takeRecoveryCode,
} from './people/recovery-codes.ts';
export {
  beginSession,
  endSession,
  endSessionsOf,
  findSession,
  findTokenSession,
  listSessions,
  purgeSessions,
  rotateToken,
  type Session,
  type SessionEnd,
  type TakenToken,
  type TokenHash,
} from './people/sessions.ts';
export { transact } from './people/transact.ts';
export {
  changeUser,
  clearFailedLogins,
  countFailedLogin,
  countUsers,
  createUser,
  findCredential,
  findUser,
  findUserByName,
  listUsers,
  lockUser,
  removeCredential,
  resealTotp,
  saveCredential,
  takeTotpStep,
  USERS_MAX,
  type CredentialChange,
  type CredentialKind,
  type Role,
  type User,
  type UserStatus,
} from './people/users.ts';
export type { PostgresPlace } from './postgres/postgres-dialect.ts';
export {
  BATCH_RECORDS,
  catchUp,
  followInto,
  type CatchUpOptions,
  type FollowJournalOptions,
} from './project/follow.ts';
export { requireOwnTables, type JournalPlace } from './project/journal-tail.ts';
export { LagGauge, type LagGaugeOptions } from './project/lag-gauge.ts';
export type { Progress } from './project/projection-target.ts';
export { Projector, type ProjectorOptions } from './project/projector.ts';
export {
  findAccount,
  listAccounts,
  type ProjectedAccount,
  type ProjectedFunds,
} from './queries/accounts.ts';
export {
  listCommands,
  listStrategyChanges,
  type CommandFilter,
  type ProjectedCommand,
  type ProjectedStrategyChange,
} from './queries/commands.ts';
export { listHoldings, type HoldingFilter, type ProjectedHolding } from './queries/holdings.ts';
export {
  countOpenOrders,
  findOrder,
  listOrderEvents,
  listOrders,
  type OrderFilter,
  type ProjectedOrder,
} from './queries/orders.ts';
export {
  PAGE_SIZE_MAX,
  type OwnerFilter,
  type Page,
  type PageRequest,
  type Span,
} from './queries/page.ts';
export {
  PORTFOLIO_POSITIONS_MAX,
  sumPositions,
  type PortfolioPart,
  type PortfolioRow,
} from './queries/portfolio.ts';
export {
  listBalances,
  listPositions,
  type PositionFilter,
  type ProjectedBalance,
  type ProjectedPosition,
} from './queries/positions.ts';
export {
  listAnomalies,
  listCharges,
  listRejections,
  listRiskLimits,
  listRiskStates,
  type AnomalyFilter,
  type HistoryFilter,
  type ProjectedAnomaly,
  type ProjectedCharge,
  type ProjectedLimit,
  type ProjectedRejection,
  type ProjectedState,
  type RejectionFilter,
  type StateFilter,
} from './queries/risk.ts';
export {
  listStatement,
  type ProjectedCashLine,
  type StatementFilter,
} from './queries/statement.ts';
export { listTimeline, type TimelineStep } from './queries/timeline.ts';
export { listTrades, type ProjectedTrade, type TradeFilter } from './queries/trades.ts';
export {
  rebuildProjections,
  type RebuildOptions,
  type RebuildReport,
  type RebuiltTable,
  type ShardJournal,
} from './rebuild/rebuild.ts';
export {
  openProjections,
  openRecords,
  PROJECTIONS_FILE,
  readSchema,
  RECORDS_FILE,
  Store,
  type ProjectionStore,
  type RecordDb,
  type RecordOptions,
  type RecordStore,
  type StoreOptions,
  type StorePlace,
} from './store.ts';
export { hashProjections, type TableHash } from './table-hash.ts';
