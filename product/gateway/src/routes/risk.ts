import {
  compareText,
  formatTimestamp,
  ok,
  parseTimestamp,
  toAccountId,
  type Result,
} from 'argosy/core';
import {
  accountQuerySchema,
  anomalyPageSchema,
  historyQuerySchema,
  killSchema,
  limitChangeSchema,
  rejectionPageSchema,
  riskLimitsSchema,
  riskStatesSchema,
  stateChangeSchema,
  type RiskLimits,
  type RiskState,
  type RiskStates,
} from '@argosy/contract';
import type { Actor } from '@argosy/desk';

import type { Caller } from '../auth/caller.ts';
import { authRefusal } from '../auth/errors.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route, type RouteContext } from '../http/route.ts';
import { limitShape, readLimitValue, readScope, scopeShape } from '../shape/risk.ts';
import { accountsOf, mapPage, pageOf, settle, spanOf } from './lists.ts';

/** Limits, states and the kill switch. */
export const riskRoutes: readonly Route[] = [
  defineRoute({
    name: 'listRiskStates',
    method: 'GET',
    path: '/risk/states',
    tag: 'risk',
    summary: 'Scopes that are not ACTIVE, and why.',
    guard: { policy: 'viewer' },
    query: accountQuerySchema,
    answer: riskStatesSchema,
    handle: async ({ query: { account }, by, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      return accounts.ok ? reply(await statesOf(by, account, context)) : accounts;
    },
  }),
  defineRoute({
    name: 'setRiskState',
    method: 'PUT',
    path: '/risk/states',
    tag: 'risk',
    summary:
      'Let a scope trade, only reduce, or neither; what lets more be done wants a proof of who asks.',
    guard: { policy: 'owner', audit: 'risk.setState' },
    body: stateChangeSchema,
    answer: riskStatesSchema,
    keptBy: 'records',
    handle: async ({ body: { account, scope, state, reason }, by, caller }, context) => {
      const isLooser = LOOSENESS[state] > LOOSENESS[await stateOf({ account, scope }, by, context)];
      if (isLooser && !context.hasProved(caller)) return authRefusal('PROOF_REQUIRED');
      const change = { account: toAccountId(account), scope: readScope(scope), state, reason };
      const done = await context.platform.desk.setState(change, by);
      context.writes.noteAnswer(by.user, done);
      return done.ok ? reply(await statesOf(by, account, context)) : done;
    },
  }),
  defineRoute({
    name: 'kill',
    method: 'POST',
    path: '/risk/kill',
    tag: 'risk',
    summary: 'Halt a scope at once and cancel all that works in it.',
    guard: { policy: 'owner', audit: 'risk.kill', reducesRisk: true },
    body: killSchema,
    answer: riskStatesSchema,
    handle: async ({ body: { account, scope, reason }, by }, context) => {
      const what = { account: toAccountId(account), scope: readScope(scope), reason };
      const done = await context.platform.desk.kill(what, by);
      context.writes.noteAnswer(by.user, done);
      return done.ok ? reply(await statesOf(by, account, context)) : done;
    },
  }),
  defineRoute({
    name: 'listRiskLimits',
    method: 'GET',
    path: '/risk/limits',
    tag: 'risk',
    summary: 'Limits that hold, of the configuration and set since, and how much of each is used.',
    guard: { policy: 'viewer' },
    query: accountQuerySchema,
    answer: riskLimitsSchema,
    handle: async ({ query: { account }, by, caller }, context) => {
      const accounts = await accountsOf(account, caller, context);
      return accounts.ok ? reply(await limitsOf(by, account, context)) : accounts;
    },
  }),
  defineRoute({
    name: 'setRiskLimit',
    method: 'PUT',
    path: '/risk/limits',
    tag: 'risk',
    summary: 'Set a limit, or take one back, behind a proof of who asks.',
    guard: { policy: 'stepUp', audit: 'risk.setLimit' },
    body: limitChangeSchema,
    answer: riskLimitsSchema,
    keptBy: 'records',
    handle: async ({ body, by, caller }, context) => {
      const { account, scope, limit, until = null, reason } = body;
      const base = await currencyOf(account, caller, context);
      if (!base.ok) return base;
      const value = readLimitValue(body, base.value, context.platform);
      if (!value.ok) return value;
      const at = until === null ? ok(null) : parseTimestamp(until);
      if (!at.ok) return at;
      const change = {
        account: toAccountId(account),
        scope: readScope(scope),
        limit,
        value: value.value,
        until: at.value === null ? null : at.value.at,
        reason,
      };
      const done = await context.platform.desk.setLimit(change, by);
      context.writes.noteAnswer(by.user, done);
      return done.ok ? reply(await limitsOf(by, account, context)) : done;
    },
  }),
  defineRoute({
    name: 'listRejections',
    method: 'GET',
    path: '/risk/rejections',
    tag: 'risk',
    summary: 'What was refused, by us or by a broker, the newest first.',
    guard: { policy: 'viewer' },
    query: historyQuerySchema,
    answer: rejectionPageSchema,
    handle: async ({ query, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const filter = { ...accounts.value, ...spanOf(query) };
      const page = await context.platform.projections.listRejections(filter, pageOf(query));
      if (!page.ok) return page;
      const shape = mapPage(page.value, (row) => {
        const { shard: _, at, ...rest } = row;
        return { ...rest, at: formatTimestamp(at) };
      });
      return reply(shape, { headers });
    },
  }),
  defineRoute({
    name: 'listAnomalies',
    method: 'GET',
    path: '/risk/anomalies',
    tag: 'risk',
    summary: 'What was out of the ordinary, the newest first.',
    guard: { policy: 'viewer' },
    query: historyQuerySchema,
    answer: anomalyPageSchema,
    handle: async ({ query, caller }, context) => {
      const accounts = await accountsOf(query.account, caller, context);
      if (!accounts.ok) return accounts;
      const headers = await settle(context, caller);
      const filter = { ...accounts.value, ...spanOf(query) };
      const page = await context.platform.projections.listAnomalies(filter, pageOf(query));
      if (!page.ok) return page;
      const shape = mapPage(page.value, (row) => {
        const { shard: _, at, ...rest } = row;
        return { ...rest, at: formatTimestamp(at) };
      });
      return reply(shape, { headers });
    },
  }),
];

/** How much a state lets be done. */
const LOOSENESS = { HALTED: 0, REDUCING: 1, ACTIVE: 2 } as const;

/** In which state a scope is by what was set for it. */
export async function stateOf(
  { account, scope }: Pick<RiskState, 'account' | 'scope'>,
  by: Actor,
  { platform }: RouteContext,
): Promise<RiskState['state']> {
  const wanted = nameOf(scope);
  const isEverybodys = scope.kind === 'firm' || scope.kind === 'storage';
  const states = await platform.desk.states(by);
  const set = states.findLast(
    (row) => (isEverybodys || row.account === account) && nameOf(row.scope) === wanted,
  );
  return set?.state ?? 'ACTIVE';
}

function nameOf(scope: object): string {
  return Object.values(scope).map(String).toSorted(compareText).join(' ');
}

async function statesOf(
  by: Actor,
  account: string | undefined,
  { platform }: RouteContext,
): Promise<RiskStates> {
  const states = await platform.desk.states(by);
  const wanted = states.filter((row) => account === undefined || row.account === account);
  return { states: wanted.map((row) => ({ ...row, scope: scopeShape(row.scope) })) };
}

async function limitsOf(
  by: Actor,
  account: string | undefined,
  { platform, accounts }: RouteContext,
): Promise<RiskLimits> {
  const rows = await accounts.all();
  const limits = await platform.desk.limits(by);
  const wanted = limits.filter((row) => account === undefined || row.account === account);
  return {
    limits: wanted.flatMap((row) => {
      const base = rows.get(row.account)?.currency;
      return base === undefined ? [] : [limitShape(row, base, platform)];
    }),
  };
}

async function currencyOf(
  account: string,
  caller: Caller,
  { accounts }: RouteContext,
): Promise<Result<string>> {
  const row = await accounts.find(toAccountId(account), caller);
  return row === undefined
    ? refuseRequest('THING_UNKNOWN', `account ${account}`)
    : ok(row.currency);
}
