import type { DataTask } from '@argosy/contract';
import { useMemo, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatShort, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { dataText } from '../../text/data.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import type { TasksInHand } from './use-tasks.ts';

/** What is being done with history, what came of it, and the files that were made. */
export function TaskList({ hand }: { readonly hand: TasksInHand }): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const grouping = useSignal(preferences.grouping);
  const isOwner = useSignal(link.me)?.role === 'owner';
  const { again } = hand.tasks;
  const columns = useMemo(() => {
    const save = async ({ id, file }: DataTask): Promise<void> => {
      const answer = await link.api.readDataFile({ params: { task: id } });
      if (answer.ok) download(file?.name ?? id, new Blob([answer.value.slice().buffer]));
      else link.notices.tell({ level: 'error', text: answer.problem.title });
    };
    const cancel = async ({ id }: DataTask): Promise<void> => {
      await link.api.cancelDataTask({ params: { task: id } });
      again();
    };
    const verbs = { isOwner, save, cancel };
    return [...taskColumns(zone, grouping), verbColumn(verbs)];
  }, [link, zone, grouping, isOwner, again]);
  return (
    <Part title={dataText.tasks}>
      <Answer of={hand.tasks} isEmpty={({ tasks }) => tasks.length === 0} empty={dataText.noTasks}>
        {({ tasks }) => (
          <Grid label={dataText.tasks} rows={tasks} columns={columns} keyOf={({ id }) => id} />
        )}
      </Answer>
    </Part>
  );
}

function taskColumns(zone: Zone, grouping: Grouping): readonly GridColumn<DataTask>[] {
  return [
    { id: 'kind', title: dataText.task, value: ({ kind }) => dataText.taskKinds[kind] },
    { id: 'subject', title: dataText.subject, value: ({ subject }) => subject },
    {
      id: 'status',
      title: dataText.status,
      value: ({ status }) => dataText.statuses[status],
      show: ({ status }) => (
        <span className={status === 'failed' ? 'down' : ''}>{dataText.statuses[status]}</span>
      ),
    },
    { id: 'came', title: dataText.came, value: (task) => cameOf(task, grouping) },
    {
      id: 'asked',
      title: dataText.asked,
      value: ({ createdAt }) => createdAt,
      show: ({ createdAt }) => formatInstant(createdAt, zone),
    },
  ];
}

function cameOf({ error, report, imported, file }: DataTask, grouping: Grouping): string | null {
  if (error !== null) return error;
  if (report !== null) return dataText.reported(report.findings.length);
  if (imported !== null) return dataText.imported(imported.rows, imported.badRows);
  return file === null ? null : `${formatShort(file.bytes, grouping)}B`;
}

type Verbs = {
  readonly isOwner: boolean;
  readonly save: (task: DataTask) => Promise<void>;
  readonly cancel: (task: DataTask) => Promise<void>;
};

function verbColumn({ isOwner, save, cancel }: Verbs): GridColumn<DataTask> {
  return {
    id: 'verbs',
    title: '',
    value: () => null,
    show: (task) => {
      if (task.file !== null) {
        return (
          <Button
            aria-label={`${dataText.save}: ${task.file.name}`}
            onClick={() => void save(task)}
          >
            {dataText.save}
          </Button>
        );
      }
      if (task.endedAt !== null || !isOwner) return null;
      return (
        <Button
          aria-label={`${dataText.cancel}: ${task.subject}`}
          onClick={() => void cancel(task)}
        >
          {dataText.cancel}
        </Button>
      );
    },
  };
}
