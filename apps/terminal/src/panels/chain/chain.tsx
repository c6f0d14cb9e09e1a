import './chain.css';

import type { Chain, ChainOption, Instrument } from '@argosy/contract';
import { useEffect, useRef, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatDecimal, formatNumber, UNKNOWN, type Grouping } from '../../format/decimal.ts';
import { formatInstant } from '../../format/time.ts';
import { chainText } from '../../text/chain.ts';
import { hoursText } from '../../text/hours.ts';
import { SelectField } from '../../ui/field.tsx';
import { Empty, Failed, Loading } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useMaybeSignal, useSignal } from '../../ui/use-signal.ts';
import type { Panel, PanelKind } from '../../workspace/panel-kind.ts';

/** The options on what a group looks at, around the forward, with what their prices imply. */
export const chainKind: PanelKind = {
  kind: 'chain',
  title: chainText.title,
  isLinked: true,
  hours: { of: 'instrument', means: hoursText.means.chain },
  render: (panel) => <ChainPanel panel={panel} />,
};

function ChainPanel({ panel }: { readonly panel: Panel }): JSX.Element {
  const { link } = useTerminal();
  const id = useSignal(panel.instrument);
  const instrument = useMaybeSignal(id === null ? null : link.instruments.find(id));
  if (id === null) return <Empty title={chainText.choose} />;
  if (instrument === null) return <Loading />;
  return <ChainOf underlying={underlyingOf(instrument)} panel={panel} />;
}

/** Of an option or a future what it is on; else the instrument itself. */
function underlyingOf({ id, underlying }: Instrument): string {
  return underlying ?? id;
}

const AGAIN_MS = 1_000;
const STRIKES = 20;

function ChainOf({
  underlying,
  panel,
}: {
  readonly underlying: string;
  readonly panel: Panel;
}): JSX.Element {
  const { link, preferences } = useTerminal();
  const zone = useSignal(preferences.zone);
  const [chosen, setChosen] = useState<string | null>(null);
  const expiries = useAsk(
    (signal) => link.api.listExpiries({ params: { instrument: underlying }, signal }),
    [underlying],
  );
  const ends = expiries.value?.expiries ?? [];
  const end = ends.find((known) => known === chosen) ?? ends[0] ?? null;
  if (expiries.problem !== null)
    return <Failed problem={expiries.problem} again={expiries.again} />;
  if (expiries.value === null) return <Loading />;
  if (end === null) return <Empty title={chainText.none} />;
  return (
    <div className="chain">
      <SelectField
        label={`${underlying} · ${chainText.expiry}`}
        value={end}
        options={ends.map((value) => ({ value, label: formatInstant(value, zone) }))}
        onPick={setChosen}
      />
      <ChainAt
        key={`${underlying} ${end}`}
        underlying={underlying}
        end={end}
        choose={(id) => (panel.instrument.value = id)}
      />
    </div>
  );
}

/** The options that end at one time. */
function ChainAt({
  underlying,
  end,
  choose,
}: {
  readonly underlying: string;
  readonly end: string;
  readonly choose: (instrument: string) => void;
}): JSX.Element {
  const { link } = useTerminal();
  const { value, problem, again } = useAsk(
    (signal) =>
      link.api.readChain({
        params: { instrument: underlying },
        query: { strikes: STRIKES, expiresAt: end },
        signal,
      }),
    [underlying, end],
    AGAIN_MS,
  );
  if (value !== null) return <ChainTable chain={value} choose={choose} />;
  return problem === null ? <Loading /> : <Failed problem={problem} again={again} />;
}

type Figure = keyof typeof chainText.columns;
const callFigures: readonly Figure[] = [
  'theta',
  'vega',
  'gamma',
  'delta',
  'volatility',
  'bid',
  'ask',
];
const putFigures: readonly Figure[] = [...callFigures].reverse();

function ChainTable({
  chain,
  choose,
}: {
  readonly chain: Chain;
  readonly choose: (instrument: string) => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const forward = chain.forward?.price ?? Number.NaN;
  const nearest = nearestStrike(chain, forward);
  const middle = useRef<HTMLTableRowElement>(null);
  const isKnown = nearest !== null;
  // What is at the money is what people look for.
  useEffect(() => {
    if (isKnown) middle.current?.scrollIntoView({ block: 'center' });
  }, [isKnown]);
  const head = (figure: Figure): JSX.Element => (
    <th key={figure} scope="col">
      {chainText.columns[figure]}
    </th>
  );
  return (
    <table className="chain__table">
      <caption>
        {chainText.forward} {formatNumber(forward, 2, grouping)}
      </caption>
      <thead>
        <tr>
          <th colSpan={callFigures.length} scope="colgroup">
            {chainText.calls}
          </th>
          <th scope="col">{chainText.strike}</th>
          <th colSpan={putFigures.length} scope="colgroup">
            {chainText.puts}
          </th>
        </tr>
        <tr>
          {callFigures.map(head)}
          <td />
          {putFigures.map(head)}
        </tr>
      </thead>
      <tbody>
        {chain.strikes.map(({ strike, call, put }) => (
          <tr key={strike} ref={strike === nearest ? middle : null}>
            <Side option={call} figures={callFigures} isIn={Number(strike) < forward} />
            <th scope="row" className="chain__strike">
              <StrikeButton option={call} choose={choose} sign="C" />
              {formatDecimal(strike, grouping)}
              <StrikeButton option={put} choose={choose} sign="P" />
            </th>
            <Side option={put} figures={putFigures} isIn={Number(strike) > forward} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nearestStrike({ strikes }: Chain, forward: number): string | null {
  if (Number.isNaN(forward)) return null;
  const far = (strike: string): number => Math.abs(Number(strike) - forward);
  return strikes.reduce<string | null>(
    (best, { strike }) => (best === null || far(strike) < far(best) ? strike : best),
    null,
  );
}

function StrikeButton({
  option,
  choose,
  sign,
}: {
  readonly option: ChainOption | null;
  readonly choose: (instrument: string) => void;
  readonly sign: 'C' | 'P';
}): JSX.Element | null {
  if (option === null) return null;
  return (
    <button
      type="button"
      className="chain__choose"
      aria-label={option.instrument}
      onClick={() => choose(option.instrument)}
    >
      {sign}
    </button>
  );
}

function Side({
  option,
  figures,
  isIn,
}: {
  readonly option: ChainOption | null;
  readonly figures: readonly Figure[];
  readonly isIn: boolean;
}): JSX.Element {
  const { preferences } = useTerminal();
  const grouping = useSignal(preferences.grouping);
  const look = `number ${isIn ? 'chain__in' : ''} ${option?.isStale === true ? 'muted' : ''}`;
  return (
    <>
      {figures.map((figure) => (
        <td key={figure} className={look}>
          {figureText(option, figure, grouping)}
        </td>
      ))}
    </>
  );
}

const PERCENT = 100;
const places: Readonly<Record<Exclude<Figure, 'bid' | 'ask'>, number>> = {
  delta: 2,
  gamma: 4,
  vega: 2,
  theta: 2,
  volatility: 1,
};

function figureText(option: ChainOption | null, figure: Figure, grouping: Grouping): string {
  if (option === null) return '';
  if (figure === 'bid' || figure === 'ask') {
    const price = option[figure];
    return price === null ? UNKNOWN : formatDecimal(price, grouping);
  }
  const value = option[figure];
  if (value === null) return UNKNOWN;
  return formatNumber(figure === 'volatility' ? value * PERCENT : value, places[figure], grouping);
}
