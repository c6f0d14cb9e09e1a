import type { DataFinding, DataReport } from '@argosy/contract';
import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatInstant } from '../../format/time.ts';
import { dataText } from '../../text/data.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { Empty } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { CoverageStrip } from './coverage-strip.tsx';
import type { TasksInHand } from './use-tasks.ts';

/** A series: its days, how good it is, and the way out. */
export function SeriesDetail({
  series,
  hand,
}: {
  readonly series: string;
  readonly hand: TasksInHand;
}): JSX.Element {
  const { link } = useTerminal();
  const isOwner = useSignal(link.me)?.role === 'owner';
  const coverage = useAsk(
    (signal) => link.api.readDataCoverage({ query: { series }, signal }),
    [series, hand.taken],
  );
  const report = reportOf(hand, series);
  const look = (): void => {
    void hand.ask(link.api.queueDataReport({ body: { series } }));
  };
  const tools = (
    <div className="page__tools">
      {isOwner ? <Button onClick={look}>{dataText.look}</Button> : null}
      <span className="muted">{report === null ? dataText.notLooked : summaryOf(report)}</span>
    </div>
  );
  return (
    <>
      <Part title={dataText.coverageOf(series)}>
        <Answer of={coverage} isEmpty={({ days }) => days.length === 0} empty={dataText.none}>
          {(value) => <CoverageStrip coverage={value} />}
        </Answer>
      </Part>
      <Part title={dataText.quality} tools={tools}>
        {report === null ? null : <Findings report={report} />}
      </Part>
      {isOwner ? <TakeOut series={series} hand={hand} /> : null}
    </>
  );
}

/** The newest look at a series that has come to its end. */
function reportOf({ tasks }: TasksInHand, series: string): DataReport | null {
  const found = tasks.value?.tasks.find(
    ({ report, subject }) => report !== null && subject === series,
  );
  return found?.report ?? null;
}

function summaryOf({ market, coveredDays, expectedDays }: DataReport): string {
  return `${dataText.days(coveredDays, expectedDays)}, ${dataText.hours(market)}`;
}

function Findings({ report }: { readonly report: DataReport }): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  if (report.findings.length === 0) return <Empty title={dataText.clean} />;
  const columns: readonly GridColumn<DataFinding>[] = [
    { id: 'kind', title: dataText.found, value: ({ kind }) => dataText.findings[kind] ?? kind },
    { id: 'count', title: dataText.count, isNumber: true, value: ({ count }) => count },
    {
      id: 'first',
      title: dataText.where,
      value: ({ first }) => first[0]?.at ?? null,
      show: ({ first }) =>
        first
          .slice(0, 3)
          .map(({ at, detail }) => `${formatInstant(at, zone)} ${detail}`)
          .join(' · '),
    },
  ];
  return (
    <Grid
      label={dataText.quality}
      rows={report.findings}
      columns={columns}
      keyOf={({ kind }) => kind}
    />
  );
}

function TakeOut({
  series,
  hand,
}: {
  readonly series: string;
  readonly hand: TasksInHand;
}): JSX.Element {
  const { link } = useTerminal();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const day = (text: string): string | undefined => (text === '' ? undefined : `${text}T00:00:00Z`);
  const take = (format: 'csv' | 'parquet'): void => {
    const body = { series, format, from: day(from), until: day(until) };
    void hand.ask(link.api.queueDataExport({ body }));
  };
  return (
    <Part title={dataText.out}>
      <div className="page__tools">
        <TextField
          label={dataText.from}
          type="date"
          value={from}
          onChange={({ target }) => setFrom(target.value)}
        />
        <TextField
          label={dataText.until}
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
        <Button onClick={() => take('csv')}>{dataText.csv}</Button>
        <Button onClick={() => take('parquet')}>{dataText.parquet}</Button>
      </div>
    </Part>
  );
}
