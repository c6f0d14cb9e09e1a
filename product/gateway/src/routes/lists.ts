import {
  ok,
  parseTimestamp,
  toAccountId,
  type AccountId,
  type InstrumentId,
  type Result,
} from 'argosy/core';
import type { PageRequest } from '@argosy/storage';

import { maySee, type Caller } from '../auth/caller.ts';
import { refuseRequest } from '../http/problem.ts';
import type { RouteContext } from '../http/route.ts';

/** Tells that the tables behind an answer do not yet hold all that the asker was told of. */
const BEHIND_HEADER = 'argosy-behind';

/** Waits until the tables hold what somebody has written; the headers that say where they do not. */
export async function settle(
  { writes }: Pick<RouteContext, 'writes'>,
  { user }: Caller,
): Promise<Readonly<Record<string, string>>> {
  return (await writes.settle(user)) ? {} : { [BEHIND_HEADER]: 'true' };
}

/** The page that a query asks for, as storage takes it. */
export function pageOf(query: {
  readonly size?: number | undefined;
  readonly cursor?: string | undefined;
}): PageRequest {
  return {
    ...(query.size === undefined ? {} : { size: query.size }),
    cursor: query.cursor ?? null,
  };
}

/**
 * The accounts that a list is about: the one that is asked for, or all that somebody may see. One that is no longer
 * configured still has its past.
 */
export async function accountsOf(
  named: string | undefined,
  caller: Caller,
  { accounts, platform }: Pick<RouteContext, 'accounts' | 'platform'>,
): Promise<Result<{ readonly account?: AccountId; readonly accounts?: readonly AccountId[] }>> {
  if (named === undefined) {
    return ok(caller.accounts === 'all' ? {} : { accounts: caller.accounts });
  }
  const account = toAccountId(named);
  if ((await accounts.find(account, caller)) !== undefined) return ok({ account });
  const past = maySee(caller, account)
    ? await platform.projections.listAccounts({ account }, { size: 1 })
    : null;
  if (past !== null && !past.ok) return past;
  if (past !== null && past.value.items.length > 0) return ok({ account });
  return refuseRequest('THING_UNKNOWN', `account ${account}`);
}

/** The span of time that a query names: its texts were checked when it was read. */
export function spanOf({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): { readonly from?: number; readonly until?: number } {
  return {
    ...(from === undefined ? {} : { from: instantOf(from) }),
    ...(until === undefined ? {} : { until: instantOf(until) }),
  };
}

function instantOf(text: string): number {
  const parsed = parseTimestamp(text);
  return parsed.ok ? parsed.value.at : 0;
}

/** A page of other things, made of those of a page. */
export function mapPage<From, To>(
  { items, next }: { readonly items: readonly From[]; readonly next: string | null },
  shape: (item: From) => To,
): { readonly items: readonly To[]; readonly next: string | null } {
  return { items: items.map(shape), next };
}

/** Tells how many rows of a page are left out, as nobody knows any more how fine the amounts of their instruments are. */
const LEFT_OUT_HEADER = 'argosy-left-out';

/**
 * A page of things with amounts. Contracts that ended long ago are forgotten, and their amounts mean nothing without them:
 * such rows are left out, and the page says how many.
 */
export function shapePage<From, To>(
  { items, next }: { readonly items: readonly From[]; readonly next: string | null },
  { instruments }: Pick<RouteContext['platform'], 'instruments'>,
  terms: {
    readonly instrumentOf: (item: From) => InstrumentId;
    readonly shape: (item: From) => To;
  },
): {
  readonly page: { readonly items: readonly To[]; readonly next: string | null };
  readonly headers: Readonly<Record<string, string>>;
} {
  const known = items.filter((item) => instruments.find(terms.instrumentOf(item)) !== undefined);
  const leftOut = items.length - known.length;
  return {
    page: { items: known.map(terms.shape), next },
    headers: leftOut === 0 ? {} : { [LEFT_OUT_HEADER]: String(leftOut) },
  };
}
