import type { AuditRow, Jobs } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant, type Zone } from '../../format/time.ts';
import { adminText } from '../../text/admin.ts';
import { Button } from '../../ui/button.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

const AGAIN_MS = 2_000;
const ROWS = 200;
type Job = Jobs['jobs'][number];

/** What runs by itself, and who did what. */
export function AdminPage(): JSX.Element {
  return (
    <div className="page">
      <JobList />
      <Audit />
    </div>
  );
}

function JobList(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const me = useSignal(link.me);
  const jobs = useAsk((signal) => link.api.listJobs({ signal }), [], AGAIN_MS);
  const { again } = jobs;
  const columns = useMemo(() => {
    const run = async (job: string): Promise<void> => {
      const answer = await link.api.runJob({ params: { job } });
      link.notices.tell(
        answer.ok
          ? { level: 'info', text: adminText.began(job) }
          : { level: 'error', text: answer.problem.title, detail: answer.problem.detail },
      );
      again();
    };
    const facts = jobColumns(zone);
    return me?.role === 'owner' ? [...facts, runColumn((job) => void run(job))] : facts;
  }, [link, zone, me, again]);
  return (
    <Part title={adminText.jobs}>
      <Answer of={jobs} isEmpty={(value) => value.jobs.length === 0} empty={adminText.noJobs}>
        {(value) => (
          <Grid
            label={adminText.jobs}
            rows={value.jobs}
            columns={columns}
            keyOf={({ name }) => name}
          />
        )}
      </Answer>
    </Part>
  );
}

function jobColumns(zone: Zone): readonly GridColumn<Job>[] {
  return [
    { id: 'name', title: adminText.name, value: ({ name }) => name },
    {
      id: 'result',
      title: adminText.result,
      value: resultOf,
      show: (job) => <span className={job.result === 'failed' ? 'down' : ''}>{resultOf(job)}</span>,
    },
    { id: 'detail', title: adminText.detail, value: ({ detail }) => detail },
    {
      id: 'ended',
      title: adminText.ended,
      value: ({ endedAt }) => endedAt,
      show: ({ endedAt }) => formatInstant(endedAt, zone),
    },
    {
      id: 'next',
      title: adminText.next,
      value: ({ nextAt }) => nextAt,
      show: ({ nextAt }) => formatInstant(nextAt, zone),
    },
    { id: 'runs', title: adminText.runs, isNumber: true, value: ({ runs }) => runs },
    {
      id: 'failures',
      title: adminText.failures,
      isNumber: true,
      value: ({ failures }) => failures,
    },
  ];
}

function runColumn(run: (job: string) => void): GridColumn<Job> {
  return {
    id: 'run',
    title: '',
    value: () => null,
    show: ({ name, isRunning }) => (
      <Button
        disabled={isRunning}
        aria-label={`${adminText.run}: ${name}`}
        onClick={() => run(name)}
      >
        {adminText.run}
      </Button>
    ),
  };
}

function resultOf({ isRunning, result }: Job): string {
  if (isRunning) return adminText.running;
  return result === null ? adminText.never : adminText.results[result];
}

function Audit(): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [verdict, setVerdict] = useState<string | null>(null);
  const audit = useAsk(
    (signal) => link.api.listAudit({ query: { size: ROWS }, signal }),
    [],
    AGAIN_MS,
  );
  const columns = useMemo(() => auditColumns(zone), [zone]);
  const verify = async (): Promise<void> => {
    const answer = await link.api.verifyAudit({});
    if (!answer.ok) setVerdict(answer.problem.detail);
    else if (answer.value.fault === null) setVerdict(adminText.whole(answer.value.rows));
    else setVerdict(adminText.broken(answer.value.fault.sequence, answer.value.fault.reason));
  };
  const tools = (
    <div className="page__tools">
      <Button onClick={() => void verify()}>{adminText.verify}</Button>
      <output>{verdict}</output>
    </div>
  );
  return (
    <Part title={adminText.audit} tools={tools}>
      <Answer of={audit} isEmpty={({ items }) => items.length === 0} empty={adminText.noAudit}>
        {({ items }) => (
          <Grid
            label={adminText.audit}
            rows={items}
            columns={columns}
            keyOf={({ sequence }) => String(sequence)}
          />
        )}
      </Answer>
    </Part>
  );
}

function auditColumns(zone: Zone): readonly GridColumn<AuditRow>[] {
  return [
    { id: 'sequence', title: '#', isNumber: true, value: ({ sequence }) => sequence },
    {
      id: 'time',
      title: adminText.time,
      value: ({ at }) => at,
      show: ({ at }) => formatInstant(at, zone),
    },
    { id: 'actor', title: adminText.actor, value: ({ actor }) => actor },
    { id: 'action', title: adminText.action, value: ({ action }) => action },
    { id: 'subject', title: adminText.subject, value: ({ subject }) => subject },
    {
      id: 'outcome',
      title: adminText.outcome,
      value: ({ outcome }) => outcome,
      show: ({ outcome }) => <span className={outcome === 'done' ? '' : 'warn'}>{outcome}</span>,
    },
    { id: 'detail', title: adminText.detailOf, value: ({ detail }) => detail },
  ];
}
