import './health-page.css';

import type { Pipeline } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';
import { useEffect, useMemo, useRef, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber, formatShort, type Grouping } from '../../format/decimal.ts';
import { formatHop, formatInstant, type Zone } from '../../format/time.ts';
import { unreachable } from '../../link/problems.ts';
import { healthText } from '../../text/health.ts';
import { shellText } from '../../text/shell.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Grid } from '../../ui/grid.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { LatencyMap } from './latency-map.tsx';
import { SlippageMap } from './slippage-map.tsx';

const AGAIN_MS = 1_000;
type Stage = Pipeline['stages'][number];

/** How well everything goes: each stage of the way to an order, each part of the node, and this window. */
export function HealthPage(): JSX.Element {
  return (
    <div className="page">
      <Stages />
      <LatencyMap />
      <SlippageMap />
      <Parts />
      <OwnWindow />
    </div>
  );
}

function Stages(): JSX.Element {
  const { link, preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const pipeline = useAsk((signal) => link.api.readPipeline({ signal }), [], AGAIN_MS);
  const columns = useMemo(() => stageColumns(grouping), [grouping]);
  return (
    <Part title={healthText.pipeline}>
      <Answer
        of={pipeline}
        isEmpty={({ stages }) => stages.length === 0}
        empty={healthText.noStages}
      >
        {({ stages }) => (
          <Grid
            label={healthText.pipeline}
            rows={stages}
            columns={columns}
            keyOf={({ stage }) => stage}
          />
        )}
      </Answer>
    </Part>
  );
}

const MICROS_PER_MS = 1_000;

function stageColumns(grouping: Grouping): readonly GridColumn<Stage>[] {
  const count = (
    id: 'perSecond' | 'queue' | 'dropped' | 'conflated' | 'missing' | 'duplicates',
  ): GridColumn<Stage> => ({
    id,
    title: healthText[id],
    isNumber: true,
    value: (stage) => stage[id],
    show: (stage) => formatShort(Math.round(stage[id]), grouping),
  });
  const time = (id: 'p50' | 'p99', of: (stage: Stage) => number): GridColumn<Stage> => ({
    id,
    title: healthText[id],
    isNumber: true,
    value: of,
    show: (stage) => formatHop(of(stage) / MICROS_PER_MS),
  });
  return [
    { id: 'stage', title: healthText.stage, value: ({ stage }) => stage },
    count('perSecond'),
    time('p50', ({ p50Micros }) => p50Micros),
    time('p99', ({ p99Micros }) => p99Micros),
    count('queue'),
    count('dropped'),
    count('conflated'),
    count('missing'),
    count('duplicates'),
  ];
}

/** A part as `/health` tells it: the document of those who operate a node, not of the API. */
type PartRow = {
  readonly part: string;
  readonly state: string;
  readonly reason: string | null;
  readonly since: string;
};

function Parts(): JSX.Element {
  const { preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const parts = useAsk((signal) => readParts(signal), [], AGAIN_MS);
  const columns = useMemo(() => partColumns(zone), [zone]);
  return (
    <Part title={healthText.parts}>
      <Answer of={parts} isEmpty={(rows) => rows.length === 0} empty={healthText.noParts}>
        {(rows) => (
          <Grid label={healthText.parts} rows={rows} columns={columns} keyOf={({ part }) => part} />
        )}
      </Answer>
    </Part>
  );
}

function partColumns(zone: Zone): readonly GridColumn<PartRow>[] {
  return [
    { id: 'part', title: healthText.part, value: ({ part }) => part },
    {
      id: 'state',
      title: healthText.state,
      value: ({ state }) => state,
      show: ({ state }) => (
        <span className={state === 'up' ? 'up' : state === 'down' ? 'down' : 'warn'}>
          {healthText.states[state] ?? state}
        </span>
      ),
    },
    { id: 'reason', title: healthText.reason, value: ({ reason }) => reason },
    {
      id: 'since',
      title: healthText.since,
      value: ({ since }) => since,
      show: ({ since }) => formatInstant(since, zone),
    },
  ];
}

async function readParts(signal: AbortSignal): Promise<ApiResult<readonly PartRow[]>> {
  try {
    const answer = await fetch('/health/ready', { signal });
    const { parts = [] } = (await answer.json()) as { readonly parts?: readonly PartRow[] };
    const told = { status: answer.status, requestId: '', isReplayed: false, isBehind: false };
    return { ok: true, value: parts, ...told };
  } catch (error) {
    return { ok: false, problem: unreachable(error) };
  }
}

function OwnWindow(): JSX.Element {
  const { link } = useTerminal();
  const { state } = useSignal(link.connection);
  const frame = useRef<HTMLElement>(null);
  const version = useAsk((signal) => link.api.readVersion({ signal }), []);
  useEffect(() => {
    const SHOW_MS = 500;
    let shownAt = 0;
    link.frames.onFrame = ({ at, millis }) => {
      if (frame.current === null || at - shownAt < SHOW_MS) return;
      shownAt = at;
      frame.current.textContent = formatHop(millis);
    };
    return () => {
      link.frames.onFrame = null;
    };
  }, [link]);
  return (
    <Part title={healthText.window}>
      <dl className="page__figures">
        <div>
          <dt>{healthText.connection}</dt>
          <dd>{shellText.connection[state]}</dd>
        </div>
        <div>
          <dt>{healthText.gaps}</dt>
          <dd>{formatNumber(link.stream.gaps, 0, 'indian')}</dd>
        </div>
        <div>
          <dt>{healthText.frame}</dt>
          <dd ref={frame}>{formatHop(Number.NaN)}</dd>
        </div>
        <div>
          <dt>{healthText.version}</dt>
          <dd>{version.value?.version}</dd>
        </div>
      </dl>
    </Part>
  );
}
