import './overlays.css';

import type { SearchHits } from '@argosy/contract';
import { useEffect, useState, type JSX, type KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { HotText } from '../../hot/hot-text.tsx';
import { priceCells } from '../../panels/ticket/price-cells.ts';
import { overlayText } from '../../text/overlays.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed } from '../../ui/state.tsx';
import { useAsk } from '../../ui/use-ask.ts';
import { useSignal } from '../../ui/use-signal.ts';

type Hit = SearchHits['items'][number];

/** A search begins so long after the last key. */
const SETTLE_MS = 300;
const SHOWN = 10;

/** Finds an instrument by what people call it: ten at a time, with their prices as they are. */
export function Search({
  pick,
  onClose,
}: {
  readonly pick: (instrument: string) => void;
  readonly onClose: () => void;
}): JSX.Element {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { hits, hasMore, more, problem, settled } = useHits(words);
  const onKey = (event: KeyboardEvent): void => {
    const chosen = hits[at];
    if (event.code === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
    else if (event.code === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.code === 'Enter' && chosen !== undefined) pick(chosen.id);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={overlayText.search} onClose={onClose}>
      <input
        className="input search__words"
        role="combobox"
        aria-label={overlayText.search}
        aria-expanded={hits.length > 0}
        aria-controls="search-hits"
        aria-activedescendant={hits[at] === undefined ? undefined : `hit-${at}`}
        placeholder={overlayText.searchHint}
        value={words}
        maxLength={200}
        onChange={({ target }) => {
          setWords(target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      {problem === null ? null : <Failed problem={problem} />}
      <ul id="search-hits" role="listbox" aria-label={overlayText.search} className="search__hits">
        {hits.map((hit, index) => (
          <HitRow key={hit.id} hit={hit} index={index} isCurrent={index === at} pick={pick} />
        ))}
      </ul>
      {hits.length === 0 && settled !== '' ? (
        <p className="muted">{overlayText.noHits(settled)}</p>
      ) : null}
      {hasMore ? <Button onClick={more}>{overlayText.more}</Button> : null}
    </Dialog>
  );
}

function HitRow({
  hit,
  index,
  isCurrent,
  pick,
}: {
  readonly hit: Hit;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly pick: (instrument: string) => void;
}): JSX.Element {
  const { preferences } = useTerminal();
  const cells = priceCells[useSignal(preferences.grouping)];
  return (
    <li
      id={`hit-${index}`}
      role="option"
      aria-selected={isCurrent}
      className="search__hit"
      onPointerDown={(event) => {
        event.preventDefault();
        pick(hit.id);
      }}
    >
      <strong>{hit.id}</strong>
      <span className="muted search__name">{hit.name}</span>
      <span className="muted">{hit.kind}</span>
      <HotText of={hit.id} show={cells.last} className="number price" />
    </li>
  );
}

type Hits = {
  readonly hits: readonly Hit[];
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly problem: ReturnType<typeof useAsk>['problem'];
  readonly settled: string;
};

function useHits(words: string): Hits {
  const { link } = useTerminal();
  const [settled, setSettled] = useState('');
  const [size, setSize] = useState(SHOWN);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(words.trim());
      setSize(SHOWN);
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const found = useAsk(
    (signal) => link.api.searchInstruments({ query: { q: settled, size }, signal }),
    [settled, size],
  );
  return {
    hits: found.value?.items ?? [],
    hasMore: found.value?.next !== null && found.value !== null,
    more: () => setSize(size + SHOWN),
    problem: found.problem,
    settled: found.isLoading ? '' : settled,
  };
}
