import type { Strategy } from '@argosy/contract';
import type { JSX } from 'react';

import { strategiesText } from '../../text/strategies.ts';

/** Told apart by shape as well as by colour. */
const signs: Readonly<Record<Strategy['state'], string>> = {
  running: '●',
  paused: '◐',
  stopped: '■',
  failed: '▲',
};

/** The state of a strategy. */
export function StateSign({ state }: { readonly state: Strategy['state'] }): JSX.Element {
  return (
    <span className={`state-sign state-sign--${state}`}>
      <span aria-hidden="true">{signs[state]}</span> {strategiesText.states[state]}
    </span>
  );
}
