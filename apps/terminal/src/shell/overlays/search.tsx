import './overlays.css';

import type { SearchHits } from '@argosy/contract';
import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { HotText } from '../../hot/hot-text.tsx';
import { priceCells } from '../../panels/ticket/price-cells.ts';
import { overlayText } from '../../text/overlays.ts';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
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
  const { hits, hasMore, more, problem, settled } = useHits(words);
  return (
    <Dialog title={overlayText.search} onClose={onClose}>
      <ComboBox
        label={overlayText.search}
        hint={overlayText.searchHint}
        words={words}
        onWords={setWords}
        items={hits}
        keyOf={({ id }) => id}
        pick={({ id }) => pick(id)}
        show={(hit) => <HitRow hit={hit} />}
      />
      {problem === null ? null : <Failed problem={problem} />}
      {hits.length === 0 && settled !== '' ? (
        <p className="muted">{overlayText.noHits(settled)}</p>
      ) : null}
      {hasMore ? <Button onClick={more}>{overlayText.more}</Button> : null}
    </Dialog>
  );
}

function HitRow({ hit }: { readonly hit: Hit }): JSX.Element {
  const { preferences } = useTerminal();
  const cells = priceCells[useSignal(preferences.grouping)];
  return (
    <>
      <strong>{hit.id}</strong>
      <span className="muted search__name">{hit.name}</span>
      <span className="muted">{hit.kind}</span>
      <HotText of={hit.id} show={cells.last} className="number price" />
    </>
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
