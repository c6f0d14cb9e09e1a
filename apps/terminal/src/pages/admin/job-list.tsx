import type { Jobs } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

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
type Job = Jobs['jobs'][number];

/** What runs by itself, and what can be run now. */
export function JobList(): JSX.Element {
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
    {
      id: 'detail',
      title: adminText.detail,
      value: ({ detail }) => detail,
      show: ({ detail }) => (
        <span className="grid__words" title={detail ?? undefined}>
          {detail}
        </span>
      ),
    },
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
