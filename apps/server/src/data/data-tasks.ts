import { randomUUID } from 'node:crypto';

import { formatTimestamp, ok, type Result, type Timestamp } from 'argosy/core';
import type { DataTask } from '@argosy/contract';
import type { Logger } from '@argosy/telemetry';

import { serverRefusal } from '../errors.ts';

/** What a task came to. */
export type TaskEnd = Pick<DataTask, 'report' | 'imported' | 'file'>;

/** What is to be done, and as what it is shown. */
export type TaskPlan = Pick<DataTask, 'kind' | 'subject' | 'user'> & {
  /** Rejects with what a person is told. */
  readonly run: (id: string, signal: AbortSignal) => Promise<Partial<TaskEnd>>;
  /** What is left once it is forgotten. */
  readonly forget?: (id: string) => void;
};

/** What tasks live by. */
export type DataTasksOptions = {
  readonly now: () => Timestamp;
  readonly log: Logger;
  /** How long one may take. */
  readonly deadlineMillis?: number;
};

/** How many may wait. */
export const TASKS_WAITING_MAX = 20;
/** How many that have ended are remembered. */
export const TASKS_KEPT_MAX = 50;
const DEADLINE_MILLIS = 1_800_000;
const ERROR_LENGTH_MAX = 2_000;

type Held = { task: DataTask; readonly plan: TaskPlan; readonly control: AbortController };

/**
 * What people have done with history, one after the other; each in a process of its own. They are in memory: a start begins
 * with none, and what was under way then has changed nothing or all of it.
 */
export class DataTasks {
  readonly #options: DataTasksOptions;
  readonly #held = new Map<string, Held>();
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: DataTasksOptions) {
    this.#options = options;
  }

  /** Takes something on, behind what waits. */
  queue(plan: TaskPlan): Result<DataTask> {
    const waiting = this.#all().filter(({ task }) => task.endedAt === null);
    if (waiting.length >= TASKS_WAITING_MAX) {
      return serverRefusal('DATA_QUEUE_FULL', `${TASKS_WAITING_MAX} of them`);
    }
    const { kind, subject, user } = plan;
    const id = randomUUID();
    const createdAt = formatTimestamp(this.#options.now());
    const nothing = { endedAt: null, error: null, report: null, imported: null, file: null };
    const task: DataTask = { id, kind, subject, user, status: 'queued', createdAt, ...nothing };
    const held: Held = { task, plan, control: new AbortController() };
    this.#held.set(id, held);
    this.#turn = this.#turn.then(() => this.#run(held));
    this.#forgetOldest();
    return ok(task);
  }

  /** Those of late, the newest first. */
  list(): readonly DataTask[] {
    return this.#all()
      .map(({ task }) => task)
      .toReversed();
  }

  /** One of them. */
  find(id: string): Result<DataTask> {
    const held = this.#held.get(id);
    return held === undefined ? serverRefusal('DATA_TASK_UNKNOWN', id) : ok(held.task);
  }

  /** Ends one before it is done. */
  cancel(id: string): Result<null> {
    const held = this.#held.get(id);
    if (held === undefined) return serverRefusal('DATA_TASK_UNKNOWN', id);
    const { status, endedAt } = held.task;
    if (endedAt !== null) return serverRefusal('DATA_TASK_ENDED', `${id} is ${status}`);
    held.control.abort();
    if (status === 'queued') this.#end(held, { status: 'cancelled' });
    return ok(null);
  }

  /** Ends what runs, and begins nothing any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { control, task } of this.#all()) if (task.endedAt === null) control.abort();
    await this.#turn;
  }

  #all(): readonly Held[] {
    return [...this.#held.values()];
  }

  async #run(held: Held): Promise<void> {
    if (held.task.endedAt !== null || this.#isStopped) return;
    held.task = { ...held.task, status: 'running' };
    const { deadlineMillis = DEADLINE_MILLIS, log } = this.#options;
    const signal = AbortSignal.any([held.control.signal, AbortSignal.timeout(deadlineMillis)]);
    try {
      const end = await held.plan.run(held.task.id, signal);
      this.#end(held, { status: 'done', ...end });
    } catch (error) {
      const isCancelled = held.control.signal.aborted;
      const text = error instanceof Error ? error.message : String(error);
      if (!isCancelled) log.warn('what was asked of history failed', { id: held.task.id, error });
      this.#end(held, {
        status: isCancelled ? 'cancelled' : 'failed',
        error: isCancelled ? null : text.slice(0, ERROR_LENGTH_MAX),
      });
    }
  }

  #end(held: Held, end: Partial<DataTask>): void {
    held.task = { ...held.task, ...end, endedAt: formatTimestamp(this.#options.now()) };
  }

  #forgetOldest(): void {
    const ended = this.#all().filter(({ task }) => task.endedAt !== null);
    for (const { task, plan } of ended.slice(0, Math.max(0, ended.length - TASKS_KEPT_MAX))) {
      this.#held.delete(task.id);
      plan.forget?.(task.id);
    }
  }
}
