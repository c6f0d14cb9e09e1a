import type { AuditQuery } from '@argosy/contract';

import { instantIn, type Zone } from '../../format/time.ts';

/** What somebody looks for in the audit, as typed; empty for all. Instants are of the zone that times are shown in. */
export type AuditFilter = Readonly<
  Record<'actor' | 'action' | 'subject' | 'outcome' | 'from' | 'until', string>
>;

/** All of it. */
export const noFilter: AuditFilter = {
  actor: '',
  action: '',
  subject: '',
  outcome: '',
  from: '',
  until: '',
};

/** What is asked of the server for it: what is empty, and an instant that is none, is not asked for. */
export function auditQueryOf({ from, until, ...words }: AuditFilter, zone: Zone): AuditQuery {
  const given = Object.entries(words).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()] as const],
  );
  const at = (text: string): string | undefined => instantIn(text, zone) ?? undefined;
  return { ...Object.fromEntries(given), from: at(from), until: at(until) };
}
