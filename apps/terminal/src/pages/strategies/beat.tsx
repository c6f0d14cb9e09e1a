import type { Strategy } from '@argosy/contract';
import { useEffect, useRef, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { UNKNOWN } from '../../format/decimal.ts';
import { formatSpan } from '../../format/time.ts';
import { isSilent, silenceOf } from './strategy-book.ts';

const EVERY_MS = 500;

/** How long ago a strategy was last heard of; it counts on without rendering. */
export function Beat({ strategy }: { readonly strategy: Strategy }): JSX.Element {
  const { link } = useTerminal();
  const cell = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const paint = (): void => {
      const element = cell.current;
      if (element === null) return;
      const now = link.clock.now();
      const silence = silenceOf(strategy, now);
      element.textContent = silence === null ? UNKNOWN : formatSpan(silence);
      element.classList.toggle('warn', isSilent(strategy, now));
    };
    paint();
    const timer = setInterval(paint, EVERY_MS);
    return () => clearInterval(timer);
  }, [link, strategy]);
  return <span ref={cell} className="beat" />;
}
