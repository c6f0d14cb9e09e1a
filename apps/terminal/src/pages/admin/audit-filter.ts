import type { AuditQuery } from '@argosy/contract';

/** What somebody looks for in the audit, as typed; empty for all. Instants are those of this computer. */
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

/** As a field of an instant has it once it is whole. */
const wholeInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u;

/** What is asked of the server for it: what is empty, and an instant that is none, is not asked for. */
export function auditQueryOf({ from, until, ...words }: AuditFilter): AuditQuery {
  const given = Object.entries(words).flatMap(([name, text]) =>
    text.trim() === '' ? [] : [[name, text.trim()] as const],
  );
  const at = (text: string): string | undefined =>
    wholeInstant.test(text) ? new Date(text).toISOString() : undefined;
  return { ...Object.fromEntries(given), from: at(from), until: at(until) };
}
