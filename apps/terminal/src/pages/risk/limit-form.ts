import type { LimitChange, RiskLimit, RiskScope } from '@argosy/contract';

import { parseTyped } from '../../format/decimal.ts';
import { compareDecimals } from '../../format/exact.ts';
import { instantIn, typedInstant, type Zone } from '../../format/time.ts';

/** What a limit can lie on, as a form picks it. */
export type ScopeKind = 'firm' | 'account' | 'book' | 'strategy' | 'instrument';

/** A limit as somebody has typed it. */
export type LimitForm = {
  readonly account: string;
  readonly limit: RiskLimit['limit'];
  readonly kind: ScopeKind;
  /** The book, the strategy or the instrument; of no use on firm and account. */
  readonly of: string;
  readonly value: string;
  /** An instant of the zone that times are shown in; empty for no end. */
  readonly until: string;
  readonly reason: string;
};

/** What each limit can lie on: the server refuses all else. */
export const limitKinds: Readonly<Record<RiskLimit['limit'], readonly ScopeKind[]>> = {
  orderQty: ['account', 'firm', 'book', 'strategy', 'instrument'],
  orderValue: ['account', 'firm', 'book', 'strategy', 'instrument'],
  openValue: ['account', 'firm'],
  position: ['account', 'firm', 'instrument'],
  dailyLoss: ['account', 'firm'],
  drawdown: ['account', 'firm'],
  cashBufferBps: ['account', 'firm', 'book', 'strategy', 'instrument'],
};

/** The form for a new limit. */
export function newLimitForm(account: string): LimitForm {
  return { account, limit: 'dailyLoss', kind: 'account', of: '', value: '', until: '', reason: '' };
}

/** The form for another value of a limit that is set. */
export function limitFormOf(
  { account, scope, limit, value, until }: RiskLimit,
  zone: Zone,
): LimitForm {
  const kind = isPicked(scope.kind) ? scope.kind : 'account';
  const end = until === null ? '' : typedInstant(until, zone);
  return { ...newLimitForm(account), limit, kind, of: subjectOf(scope), value, until: end };
}

/** What is wrong with a value as it was typed; null while nothing is. */
export function valueMistake(typed: string): 'noNumber' | 'belowZero' | null {
  if (typed === '') return null;
  const value = parseTyped(typed);
  if (value === null) return 'noNumber';
  return compareDecimals(value, '0') < 0 ? 'belowZero' : null;
}

/** What goes out; null while something that it needs is missing. */
export function limitChangeOf(form: LimitForm, zone: Zone): LimitChange | null {
  const scope = scopeOf(form);
  const value = parseTyped(form.value);
  const reason = form.reason.trim();
  if (valueMistake(form.value) !== null) return null;
  if (scope === null || value === null || reason === '' || form.account === '') return null;
  const until = instantIn(form.until, zone);
  if (until === null && form.until !== '') return null;
  return {
    account: form.account,
    scope,
    limit: form.limit,
    value,
    until,
    reason,
  };
}

/** Whether more gets through than before: a buffer is the tighter the larger it is, all else the smaller. */
export function isLooser({ limit, value }: LimitChange, before: RiskLimit | null): boolean {
  if (before === null) return false;
  if (value === null) return true;
  const difference = compareDecimals(value, before.value);
  return limit === 'cashBufferBps' ? difference < 0 : difference > 0;
}

/** The limit that is set there already. */
export function limitBefore(
  { account, scope, limit }: LimitChange,
  limits: readonly RiskLimit[],
): RiskLimit | null {
  const key = JSON.stringify(scope);
  const found = limits.find(
    (one) =>
      one.limit === limit &&
      one.from === 'person' &&
      JSON.stringify(one.scope) === key &&
      (scope.kind === 'firm' || one.account === account),
  );
  return found ?? null;
}

/** How much of a limit is used: from 0 on, 1 is all; null where nothing of it can be. */
export function shareOf({ used, value }: RiskLimit): number | null {
  if (used === null) return null;
  const [part, whole] = [Number(used), Number(value)];
  if (whole === 0) return part === 0 ? 0 : 1;
  return part / whole;
}

function scopeOf({ kind, of }: LimitForm): RiskScope | null {
  const name = of.trim();
  switch (kind) {
    case 'firm':
    case 'account':
      return { kind };
    case 'book':
      return name === '' ? null : { kind, book: name };
    case 'strategy':
      return name === '' ? null : { kind, strategy: name };
    case 'instrument':
      return name === '' ? null : { kind, instrument: name };
  }
}

function subjectOf(scope: RiskScope): string {
  switch (scope.kind) {
    case 'book':
      return scope.book;
    case 'strategy':
      return scope.strategy;
    case 'instrument':
      return scope.instrument;
    case 'firm':
    case 'account':
    case 'reconciliation':
    case 'storage':
      return '';
  }
}

function isPicked(kind: RiskScope['kind']): kind is ScopeKind {
  return kind !== 'reconciliation' && kind !== 'storage';
}
