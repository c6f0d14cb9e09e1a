import type { Projections, Records } from '@argosy/gateway';
import * as storage from '@argosy/storage';
import type { ProjectionStore, RecordStore } from '@argosy/storage';

const functions: Readonly<Record<string, unknown>> = storage;

/** The functions of people's records that other threads may call. */
const recordNames: readonly (keyof Records)[] = [
  'auditHead',
  'listAudit',
  'findBacktest',
  'listBacktests',
  'findDocument',
  'listDocuments',
  'removeDocument',
  'saveDocument',
  'answerRequest',
  'beginRequest',
  'dropRequest',
  'listJobs',
  'beginSession',
  'endSession',
  'endSessionsOf',
  'findSession',
  'listSessions',
  'rotateToken',
  'changeUser',
  'clearFailedLogins',
  'countFailedLogin',
  'countUsers',
  'createUser',
  'findCredential',
  'findUser',
  'findUserByName',
  'listUsers',
  'lockUser',
  'removeCredential',
  'saveCredential',
  'takeTotpStep',
  'countRecoveryCodes',
  'findAccountAccess',
  'findInvitation',
  'listAccountHolders',
  'listInvitations',
];

const projectionNames: readonly (keyof Omit<Projections, 'reach'>)[] = [
  'findAccount',
  'findOrder',
  'listAnomalies',
  'listBalances',
  'listCharges',
  'listCommands',
  'listOrderEvents',
  'listOrders',
  'listPositions',
  'listRejections',
  'listRiskLimits',
  'listRiskStates',
  'listStrategyChanges',
  'listTrades',
];

/** People's records of a database as a face. */
export function bindRecords(store: RecordStore): Records {
  const { db, engine } = store;
  return {
    ...bind(recordNames, db),
    appendAudit: (entries) => storage.appendAudit(db, engine, entries),
    changeRecords: (change) => storage.changeRecords(db, engine, change),
    verifyAudit: (anchor) => storage.verifyAudit(store, anchor),
  } as Records;
}

/** The tables of a journal as a face; `reach` waits for them. */
export function bindProjections(store: ProjectionStore, reach: Projections['reach']): Projections {
  return { ...bind(projectionNames, store), reach } as Projections;
}

type Call = (...given: readonly unknown[]) => unknown;

function bind(names: readonly string[], first: unknown): Record<string, Call> {
  return Object.fromEntries(
    names.map((name) => {
      const call = functions[name] as Call;
      return [name, (...rest: readonly unknown[]) => call(first, ...rest)];
    }),
  );
}
