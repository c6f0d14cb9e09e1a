import type { Latency, LatencyHop } from '@argosy/contract';
import { useMemo, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatNumber } from '../../format/decimal.ts';
import { formatHop, formatTime, type Zone } from '../../format/time.ts';
import { healthText } from '../../text/health.ts';
import { SelectField } from '../../ui/field.tsx';
import { Answer, Part } from '../../ui/part.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { boundOf, latencyCells, sumsOf, type LatencyColumn } from './latency-cells.ts';

const AGAIN_MS = 10_000;
const HALF = 0.5;
const MOST = 0.99;
const PERCENT = 100;
const MICROS_PER_MS = 1_000;
const hops: readonly LatencyHop[] = [
  'order',
  'strategy',
  'request',
  'feed',
  'decode',
  'queue',
  'drain',
];

/** How long a hop took, over the last two hours: time across, buckets down, the fuller the more fell there. */
export function LatencyMap(): JSX.Element {
  const { link } = useTerminal();
  const [hop, setHop] = useState<LatencyHop>('order');
  const latency = useAsk(
    (signal) => link.api.readLatency({ query: { hop }, signal }),
    [hop],
    AGAIN_MS,
  );
  const tools = (
    <div className="page__tools">
      <SelectField
        label={healthText.hop}
        value={hop}
        options={hops.map((value) => ({ value, label: healthText.hops[value] }))}
        onPick={setHop}
      />
    </div>
  );
  return (
    <Part title={healthText.latency} tools={tools}>
      <Answer
        of={latency}
        isEmpty={(value) => value.rows.length === 0}
        empty={healthText.noLatency}
      >
        {(value) => <Cells latency={value} />}
      </Answer>
    </Part>
  );
}

function Cells({ latency }: { readonly latency: Latency }): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const zone = useSignal(preferences.zone);
  const { boundsMicros, hop } = latency;
  const { columns, buckets, total } = useMemo(() => latencyCells(latency), [latency]);
  const sums = sumsOf(columns);
  const within = (part: number): string => formatHop(boundOf(sums, boundsMicros, part));
  const summary = healthText.latencyOf({
    hop: healthText.hops[hop],
    count: formatNumber(total, 0, grouping),
    half: within(HALF),
    most: within(MOST),
  });
  if (total === 0) return <p className="page__tools muted">{healthText.nothingTook}</p>;
  return (
    <div className="heat">
      <p>{summary}</p>
      <table className="heat__table" role="img" aria-label={`${healthText.latency}: ${summary}`}>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket}>
              <th className="heat__label number">{upTo(boundsMicros, bucket)}</th>
              {columns.map((column) => (
                <Cell key={column.at} column={column} bucket={bucket} zone={zone} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="heat__axis muted">
        <span>{formatTime(columns[0]?.at ?? null, zone)}</span>
        <span>{formatTime(columns.at(-1)?.at ?? null, zone)}</span>
      </p>
    </div>
  );
}

function Cell({
  column: { at, counts },
  bucket,
  zone,
}: {
  readonly column: LatencyColumn;
  readonly bucket: number;
  readonly zone: Zone;
}): JSX.Element {
  const count = counts[bucket] ?? 0;
  const total = counts.reduce((sum, one) => sum + one, 0);
  // The root makes the rare slow ones seen, which are what is looked for.
  const share = count === 0 ? 0 : Math.sqrt(count / total);
  return (
    <td
      className="heat__cell"
      title={`${formatTime(at, zone)}: ${count}`}
      style={{ '--share': `${Math.round(share * PERCENT)}%` } as Record<string, string>}
    />
  );
}

function upTo(boundsMicros: readonly number[], bucket: number): string {
  const bound = boundsMicros[bucket];
  if (bound !== undefined) return `≤ ${formatHop(bound / MICROS_PER_MS)}`;
  return `> ${formatHop((boundsMicros.at(-1) ?? Number.NaN) / MICROS_PER_MS)}`;
}
