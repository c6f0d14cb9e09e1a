import type { Result } from 'argosy/core';
import type * as storage from '@argosy/storage';

import type { Bound } from './bound.ts';

/** What people leave behind, as storage keeps it: its functions without the database, and its engine, in front. */
export type Records = Bound<
  Pick<
    typeof storage,
    | 'auditHead'
    | 'listAudit'
    | 'verifyAudit'
    | 'findBacktest'
    | 'listBacktests'
    | 'findDocument'
    | 'listDocuments'
    | 'removeDocument'
    | 'saveDocument'
    | 'answerRequest'
    | 'beginRequest'
    | 'dropRequest'
    | 'listJobs'
    | 'beginSession'
    | 'endSession'
    | 'endSessionsOf'
    | 'findSession'
    | 'listSessions'
    | 'rotateToken'
    | 'changeUser'
    | 'clearFailedLogins'
    | 'countFailedLogin'
    | 'countUsers'
    | 'createUser'
    | 'findCredential'
    | 'findUser'
    | 'findUserByName'
    | 'listUsers'
    | 'lockUser'
    | 'removeCredential'
    | 'saveCredential'
    | 'takeTotpStep'
    | 'countRecoveryCodes'
    | 'findAccountAccess'
    | 'findInvitation'
    | 'findTokenSession'
    | 'listAccountGrants'
    | 'listAccountHolders'
    | 'listInvitations'
  >
> & {
  readonly appendAudit: (entries: readonly storage.AuditEntry[]) => Promise<storage.AuditHead>;
  /** Several steps and their entries of the audit, together or not at all. */
  readonly changeRecords: (change: storage.RecordChange) => Promise<Result<null>>;
};

/** What the journal has come to as tables, page by page. */
export type Projections = Bound<
  Pick<
    typeof storage,
    | 'findAccount'
    | 'listAccounts'
    | 'findOrder'
    | 'listAnomalies'
    | 'listBalances'
    | 'listCharges'
    | 'listCommands'
    | 'listHoldings'
    | 'listOrderEvents'
    | 'listOrders'
    | 'listPositions'
    | 'sumPositions'
    | 'listRejections'
    | 'listRiskLimits'
    | 'listRiskStates'
    | 'listStatement'
    | 'listStrategyChanges'
    | 'listTimeline'
    | 'listTrades'
  >
> & {
  /** Waits until the tables hold what has a number up to this one, a second at most; false where they do not yet. */
  readonly reach: (number: number) => Promise<boolean>;
};
