import type { DataTask, DataTasks } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useState } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useAsk, type Asked } from '../../ui/use-ask.ts';

const WHILE_RUNNING_MS = 700;
const AGAIN_MS = 5_000;

/** What is being done with history, and what asks for more of it. */
export type TasksInHand = {
  readonly tasks: Asked<DataTasks>;
  /** Asks for something; why not, where it is refused, is told in the page. */
  readonly ask: (asked: Promise<ApiResult<DataTask>>) => Promise<boolean>;
  /** Another number whenever something was taken in: then there is more to list. */
  readonly taken: number;
};

/** Asked for often while something is under way. */
export function useTasks(): TasksInHand {
  const { link } = useTerminal();
  const [isBusy, setBusy] = useState(false);
  const tasks = useAsk(
    (signal) => link.api.listDataTasks({ signal }),
    [],
    isBusy ? WHILE_RUNNING_MS : AGAIN_MS,
  );
  const all = tasks.value?.tasks ?? [];
  const isUnderWay = all.some(({ endedAt }) => endedAt === null);
  if (isUnderWay !== isBusy) setBusy(isUnderWay);
  const ask: TasksInHand['ask'] = async (asked) => {
    const answer = await asked;
    if (!answer.ok) {
      const { title, detail } = answer.problem;
      link.notices.tell({ level: 'error', text: title, detail });
    }
    tasks.again();
    return answer.ok;
  };
  const taken = all.filter(({ kind, status }) => kind === 'import' && status === 'done').length;
  return { tasks, ask, taken };
}
