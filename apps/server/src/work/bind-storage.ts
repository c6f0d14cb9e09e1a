import type { Projections, Records } from '@argosy/gateway';
import * as storage from '@argosy/storage';
import type { ProjectionStore, RecordStore } from '@argosy/storage';

import type { JobRecords } from '../jobs/job-board.ts';
import type { PurgePort } from '../jobs/standing-jobs.ts';
import type { TableKeeper } from './table-keeper.ts';

/** The plans of jobs, and what has ended of people's records. */
export type KeepingFace = JobRecords & PurgePort;

const functions: Readonly<Record<string, unknown>> = storage;

/** The functions of people's records that other threads may call. */
const recordNames: Readonly<
  Record<keyof Omit<Records, 'appendAudit' | 'changeRecords' | 'verifyAudit'>, true>
> = {
  auditHead: true,
  listAudit: true,
  findBacktest: true,
  listBacktests: true,
  findDocument: true,
  listDocuments: true,
  removeDocument: true,
  saveDocument: true,
  answerRequest: true,
  beginRequest: true,
  dropRequest: true,
  listJobs: true,
  beginSession: true,
  endSession: true,
  endSessionsOf: true,
  findSession: true,
  listSessions: true,
  rotateToken: true,
  changeUser: true,
  clearFailedLogins: true,
  countFailedLogin: true,
  countUsers: true,
  createUser: true,
  findCredential: true,
  findUser: true,
  findUserByName: true,
  listUsers: true,
  lockUser: true,
  removeCredential: true,
  saveCredential: true,
  takeTotpStep: true,
  countRecoveryCodes: true,
  findAccountAccess: true,
  findInvitation: true,
  findTokenSession: true,
  listAccountGrants: true,
  listAccountHolders: true,
  listInvitations: true,
};

const projectionNames: Readonly<Record<keyof Omit<Projections, 'reach'>, true>> = {
  findAccount: true,
  listAccounts: true,
  findOrder: true,
  listAnomalies: true,
  listBalances: true,
  listCharges: true,
  listCommands: true,
  listHoldings: true,
  listOrderEvents: true,
  listOrders: true,
  listPositions: true,
  sumPositions: true,
  listRejections: true,
  listRiskLimits: true,
  listRiskStates: true,
  listStatement: true,
  listStrategyChanges: true,
  listTimeline: true,
  listTrades: true,
};

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

/** The tables of a journal as a face, which answers nothing while they are found to be another journal's. */
export function bindProjections(
  store: ProjectionStore,
  tables: Pick<TableKeeper, 'reach' | 'refusal'>,
): Projections {
  const calls = Object.entries(bind(projectionNames, store)).map(([name, call]) => {
    const own: Call = (...given) => {
      if (tables.refusal !== null) throw tables.refusal;
      return call(...given);
    };
    return [name, own] as const;
  });
  const reach: Projections['reach'] = (number) => tables.reach(number);
  return { ...Object.fromEntries(calls), reach } as Projections;
}

type Call = (...given: readonly unknown[]) => unknown;

function bind(names: object, first: unknown): Record<string, Call> {
  return Object.fromEntries(
    Object.keys(names).map((name) => {
      const call = functions[name] as Call;
      return [name, (...rest: readonly unknown[]) => call(first, ...rest)];
    }),
  );
}

/** What only the node itself does with people's records. */
export function bindKeeping(store: RecordStore): KeepingFace {
  const { db } = store;
  return {
    listJobs: () => storage.listJobs(db),
    noteJobStart: (name, at) => storage.noteJobStart(db, name, at),
    noteJobEnd: (name, end) => storage.noteJobEnd(db, name, end),
    planJob: (name, nextAt) => storage.planJob(db, name, nextAt),
    purgeSessions: (before) => storage.purgeSessions(db, before),
    purgeRequests: (at) => storage.purgeRequests(db, at),
  };
}
