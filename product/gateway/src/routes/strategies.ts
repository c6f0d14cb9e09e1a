import {
  assertNever,
  formatTimestamp,
  ok,
  toAccountId,
  toStrategyId,
  type Result,
  type StrategyId,
} from 'argosy/core';
import {
  hostsSchema,
  idSchema,
  logQuerySchema,
  strategiesSchema,
  strategyLogSchema,
  strategySchema,
  type Hosts,
} from '@argosy/contract';
import type { Actor, Answered } from '@argosy/desk';
import type { FleetFace, HostStatus, StrategyRow } from '@argosy/fleet';
import { z } from 'zod';

import { maySee, mayTrade, type Caller } from '../auth/caller.ts';
import { authRefusal } from '../auth/errors.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route, type RouteContext } from '../http/route.ts';
import { lineShape, strategyShape } from '../shape/strategy.ts';
import { stateOf } from './risk.ts';

const params = z.strictObject({ strategy: idSchema });
const LINES = 200;

/** The verbs of a strategy: four different things. */
const verbs: readonly (readonly [verb: Verb, summary: string])[] = [
  ['start', 'Start a strategy, or let a paused one open again.'],
  ['pause', 'Let a strategy open nothing new; what is open is left to it.'],
  ['stop', 'End a strategy: its working orders are cancelled, its positions left as they are.'],
  ['flatten', 'Pause a strategy, cancel what works, and close what it holds.'],
];
type Verb = 'start' | 'pause' | 'stop' | 'flatten';

/** Strategies and the hosts they run in. */
export const strategyRoutes: readonly Route[] = [
  defineRoute({
    name: 'listStrategies',
    method: 'GET',
    path: '/strategies',
    tag: 'strategies',
    summary: 'Strategies, with their states and how long they take.',
    guard: { policy: 'viewer' },
    answer: strategiesSchema,
    handle: async ({ caller }, { platform }) => {
      const rows = await platform.fleet.strategies();
      const seen = rows.filter(({ account }) => maySee(caller, toAccountId(account)));
      return reply({ strategies: seen.map(strategyShape) });
    },
  }),
  defineRoute({
    name: 'findStrategy',
    method: 'GET',
    path: '/strategies/:strategy',
    tag: 'strategies',
    summary: 'A strategy.',
    guard: { policy: 'viewer' },
    params,
    answer: strategySchema,
    handle: async ({ params: { strategy }, caller }, context) => {
      const row = await findStrategy(strategy, caller, context);
      return row.ok ? reply(strategyShape(row.value)) : row;
    },
  }),
  ...verbs.map(([verb, summary]) => verbRoute(verb, summary)),
  defineRoute({
    name: 'readStrategyLog',
    method: 'GET',
    path: '/strategies/:strategy/log',
    tag: 'strategies',
    summary: 'The newest lines of a strategy, the newest last.',
    guard: { policy: 'viewer' },
    params,
    query: logQuerySchema,
    answer: strategyLogSchema,
    handle: async ({ params: { strategy }, query: { limit = LINES }, caller }, context) => {
      const row = await findStrategy(strategy, caller, context);
      if (!row.ok) return row;
      const lines = await context.platform.fleet.lines(row.value.id, limit);
      if (!lines.ok) return lines;
      return reply({
        lines: lines.value.map(lineShape),
      });
    },
  }),
  defineRoute({
    name: 'listHosts',
    method: 'GET',
    path: '/engine/hosts',
    tag: 'strategies',
    summary: 'The processes that strategies run in.',
    guard: { policy: 'viewer' },
    answer: hostsSchema,
    handle: async ({ caller }, { platform }) => {
      const [hosts, rows] = await Promise.all([
        platform.fleet.hosts(),
        platform.fleet.strategies(),
      ]);
      const seen = rows.filter(({ account }) => maySee(caller, toAccountId(account)));
      const ids = new Set<string>(seen.map(({ id }) => id));
      return reply({ hosts: hosts.map((host) => hostShape(host, ids)) });
    },
  }),
];

function verbRoute(verb: Verb, summary: string): Route {
  return defineRoute({
    name: `${verb}Strategy`,
    method: 'POST',
    path: `/strategies/:strategy/${verb}`,
    tag: 'strategies',
    summary,
    guard: {
      policy: 'owner',
      audit: `strategy.${verb}`,
      ...(verb === 'start' ? {} : { reducesRisk: true }),
    },
    params,
    answer: strategySchema,
    handle: async ({ params: { strategy }, caller, by }, context) => {
      const row = await findStrategy(strategy, caller, context);
      if (!row.ok) return row;
      const { account } = row.value;
      if (!mayTrade(caller, toAccountId(account))) {
        return refuseRequest('THING_UNKNOWN', `strategy ${strategy}`);
      }
      const revives = verb === 'start' && (await isKilled(row.value, by, context));
      if (revives && !context.hasProved(caller)) return authRefusal('PROOF_REQUIRED');
      const done = await act(context.platform.fleet, verb, row.value.id, caller.user);
      context.writes.noteAnswer(caller.user, done);
      if (!done.ok) return done;
      const after = await findStrategy(strategy, caller, context);
      return after.ok ? reply(strategyShape(after.value)) : after;
    },
  });
}

/** To start what was killed is to switch the kill switch off. */
async function isKilled(
  { id: strategy, account }: StrategyRow,
  by: Actor,
  context: RouteContext,
): Promise<boolean> {
  const scope = { kind: 'strategy', strategy } as const;
  return (await stateOf({ account, scope }, by, context)) === 'HALTED';
}

function act(
  fleet: FleetFace,
  verb: Verb,
  strategy: StrategyId,
  by: string,
): Promise<Answered<null>> {
  switch (verb) {
    case 'start':
      return fleet.start(strategy, by);
    case 'pause':
      return fleet.pause(strategy, by);
    case 'stop':
      return fleet.stop(strategy, by);
    case 'flatten':
      return fleet.flatten(strategy, by);
    default:
      return assertNever(verb);
  }
}

async function findStrategy(
  id: string,
  caller: Caller,
  { platform }: RouteContext,
): Promise<Result<StrategyRow>> {
  const wanted = toStrategyId(id);
  const row = (await platform.fleet.strategies()).find((each) => each.id === wanted);
  if (row !== undefined && maySee(caller, toAccountId(row.account))) return ok(row);
  return refuseRequest('THING_UNKNOWN', `strategy ${id}`);
}

/** A host as everybody may see it, with those of its strategies that somebody may see. */
function hostShape(host: HostStatus, seen: ReadonlySet<string>): Hosts['hosts'][number] {
  const { name, connection, pid, restarts, readTo, conflated, heapBytes } = host;
  const callbacks = host.callbacks.filter(({ strategy }) => seen.has(strategy));
  const faults = host.faults.filter(({ strategy }) => seen.has(strategy));
  return {
    name,
    state: connection.state,
    since: formatTimestamp(connection.since),
    reason: connection.reason,
    pid,
    restarts,
    readTo,
    conflated,
    heapBytes,
    strategies: callbacks.map(({ strategy, calls, micros, microsMax, breaches }) => ({
      strategy,
      calls,
      micros,
      microsMax,
      breaches,
    })),
    faults: faults.map(({ strategy, at, number, callback, message }) => ({
      strategy,
      at: formatTimestamp(at),
      number,
      callback,
      message,
    })),
  };
}
