import './overlays.css';

import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { overlayText } from '../../text/overlays.ts';
import { useSignal } from '../../ui/use-signal.ts';
import { noPlaces, placed, TOASTS_MAX } from './toast-places.ts';

const SHOWN_MS = 5_000;

/**
 * What has just been told, in a corner that hides no ticket. What went wrong stays until somebody has seen it. Each keeps its
 * place for as long as it is there: what comes or goes moves no other.
 */
export function Toasts(): JSX.Element {
  const { link } = useTerminal();
  const notices = useSignal(link.notices.all);
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const [places, setPlaces] = useState(noPlaces);
  const due = notices.filter(({ id, isRead }) => !isRead && !gone.has(id)).slice(0, TOASTS_MAX);
  const next = placed(
    places,
    due.map(({ id }) => id),
  );
  if (next !== places) setPlaces(next);
  const passing = due.filter(({ level }) => level !== 'error').map(({ id }) => id);
  const key = passing.join(' ');
  useEffect(() => {
    if (key === '') return;
    const ids = key.split(' ').map(Number);
    const timer = setTimeout(() => setGone((before) => new Set([...before, ...ids])), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <div className="toasts" role="log" aria-live="polite">
      {due.map(({ id, level, text, detail }) => (
        <div
          key={id}
          className={`toast notice--${level}`}
          style={{ gridRow: TOASTS_MAX - next.indexOf(id) }}
        >
          {/* Long words are scrolled, by keys as well. */}
          <div className="toast__text" tabIndex={0} title={detail ?? undefined}>
            <p>{text}</p>
            {detail === null ? null : <p className="muted notice__detail">{detail}</p>}
          </div>
          <button
            type="button"
            className="toast__close"
            aria-label={overlayText.dismiss}
            onClick={() => setGone((before) => new Set([...before, id]))}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
