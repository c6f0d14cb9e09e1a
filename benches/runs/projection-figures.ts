import type { ProjectionFigures, ProjectionReport } from './projection-run.ts';

/** What a run of projections has to say, by name. */
export function figuresOfProjection({
  events,
  sqlite,
  postgres,
}: ProjectionReport): Readonly<Record<string, number | string>> {
  return {
    events,
    ...figuresOf('SQLite', sqlite),
    ...(postgres === null
      ? { PostgreSQL: 'skipped: not installed' }
      : figuresOf('PostgreSQL', postgres)),
  };
}

function figuresOf(
  name: string,
  { ours, grouped, single }: ProjectionFigures,
): Readonly<Record<string, number>> {
  return {
    [`${name}, all tables, events/s`]: ours,
    [`${name}, an insert an event, grouped, events/s`]: grouped,
    [`${name}, an insert an event, alone, events/s`]: single,
    [`${name}, ratio to grouped`]: Number((ours / grouped).toFixed(1)),
    [`${name}, ratio to alone`]: Number((ours / single).toFixed(1)),
  };
}
