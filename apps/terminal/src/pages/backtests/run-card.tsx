import { useState, type JSX } from 'react';

import { backtestsText } from '../../text/backtests.ts';
import { Button } from '../../ui/button.tsx';
import { cardText, isAbsent, type Sheet } from './sheet.ts';

const names = backtestsText.cardNames;

/** What is needed to make the same again. */
export function RunCard({ sheet: { card } }: { readonly sheet: Sheet }): JSX.Element {
  const [isCopied, setCopied] = useState(false);
  const { command, file, data } = card;
  const facts: readonly (readonly [name: string, text: string])[] = [
    [names.command, cardText(command)],
    [names.file, isAbsent(file) ? file.absent : `${file.path} · sha256:${file.sha256}`],
    [names.argosy, cardText(card.argosy)],
    [names.node, cardText(card.node)],
    [names.commit, cardText(card.commit)],
    [names.seed, cardText(card.seed)],
    [names.events, cardText(card.events)],
    [
      names.data,
      isAbsent(data) ? data.absent : data.map(({ name, hash }) => `${name} ${hash}`).join('\n'),
    ],
    [names.strategies, cardText(card.strategies)],
    [names.models, cardText(card.models)],
  ];
  return (
    <section className="sheet__part pane" aria-label={backtestsText.card}>
      <header className="sheet__head">
        <h3 className="pane__subtitle">{backtestsText.card}</h3>
        <Button
          disabled={isAbsent(command)}
          onBlur={() => setCopied(false)}
          onClick={() => {
            void navigator.clipboard.writeText(cardText(command)).then(() => setCopied(true));
          }}
        >
          {isCopied ? backtestsText.copied : backtestsText.copyCommand}
        </Button>
      </header>
      <dl className="card">
        {facts.map(([name, text]) => (
          <div key={name} className="card__one">
            <dt>{name}</dt>
            <dd className="mono">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
