import type { Hosts as HostList } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { strategiesText } from '../../text/strategies.ts';
import { Grid } from '../../ui/grid.tsx';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

type Host = HostList['hosts'][number];

const EVERY_MS = 2_000;
const BYTES_PER_MEGABYTE = 1_048_576;
const names = strategiesText.hostColumns;

/** The processes that strategies run in, with what they threw. */
export function Hosts(): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const { value, problem, again } = useAsk(
    (signal) => link.api.listHosts({ signal }),
    [],
    EVERY_MS,
  );
  return (
    <section className="strategies__hosts pane" aria-label={strategiesText.hosts}>
      <h2 className="pane__title">{strategiesText.hosts}</h2>
      {value === null ? (
        problem === null ? (
          <Loading rows={2} />
        ) : (
          <Failed problem={problem} again={again} />
        )
      ) : value.hosts.length === 0 ? (
        <Empty title={strategiesText.noHosts} />
      ) : (
        <>
          <Grid
            label={strategiesText.hosts}
            rows={value.hosts}
            columns={hostColumns(grouping, zone)}
            keyOf={({ name }) => name}
          />
          <Faults hosts={value.hosts} zone={zone} />
        </>
      )}
    </section>
  );
}

function Faults({
  hosts,
  zone,
}: {
  readonly hosts: readonly Host[];
  readonly zone: Zone;
}): JSX.Element | null {
  const faults = hosts.flatMap((host) => host.faults);
  if (faults.length === 0) return null;
  return (
    <div className="faults">
      <h3 className="pane__subtitle">{strategiesText.faults}</h3>
      <ul className="faults__list">
        {faults.map(({ strategy, at, number, callback, message }) => (
          <li key={`${strategy} ${number} ${callback}`}>
            <span className="muted">{formatInstant(at, zone)}</span> {strategy} · {callback}:{' '}
            <span className="down">{message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function hostColumns(grouping: Grouping, zone: Zone): readonly GridColumn<Host>[] {
  return [
    { id: 'name', title: names.name, value: ({ name }) => name },
    {
      id: 'state',
      title: names.state,
      value: ({ state, reason }) => (reason === null ? state : `${state}: ${reason}`),
    },
    {
      id: 'since',
      title: names.since,
      value: ({ since }) => since,
      show: ({ since }) => formatInstant(since, zone),
    },
    {
      id: 'strategies',
      title: names.strategies,
      isNumber: true,
      value: ({ strategies }) => strategies.length,
    },
    { id: 'restarts', title: names.restarts, isNumber: true, value: ({ restarts }) => restarts },
    {
      id: 'heap',
      title: names.heap,
      isNumber: true,
      value: ({ heapBytes }) => heapBytes,
      show: ({ heapBytes }) =>
        `${formatNumber(heapBytes / BYTES_PER_MEGABYTE, 1, grouping)} ${strategiesText.megabytes}`,
    },
    {
      id: 'conflated',
      title: names.conflated,
      isNumber: true,
      value: ({ conflated }) => conflated,
      show: ({ conflated }) => formatNumber(conflated, 0, grouping),
    },
    { id: 'pid', title: names.pid, isNumber: true, value: ({ pid }) => pid ?? UNKNOWN },
  ];
}
