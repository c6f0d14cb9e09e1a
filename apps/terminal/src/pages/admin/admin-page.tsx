import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { Audit } from './audit.tsx';
import { JobList } from './job-list.tsx';
import { Users } from './users.tsx';

/** Who may come in, what runs by itself, and who did what. */
export function AdminPage(): JSX.Element {
  const { link } = useTerminal();
  const isOwner = useSignal(link.me)?.role === 'owner';
  return (
    <div className="page">
      {isOwner ? <Users /> : null}
      <JobList />
      <Audit />
    </div>
  );
}
