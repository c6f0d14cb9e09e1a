import './overlays.css';

import { useEffect, useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { formatTime } from '../../format/time.ts';
import type { Notice } from '../../link/notices.ts';
import { overlayText } from '../../text/overlays.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/state.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** What people were told since the page was opened. */
export function NoticeCentre({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { link, focus } = useTerminal();
  const notices = useSignal(link.notices.all);
  useEffect(() => () => link.notices.read(), [link]);
  return (
    <Dialog title={overlayText.notices} onClose={onClose}>
      {notices.length === 0 ? <Empty title={overlayText.noticesEmpty} /> : null}
      <ul className="notices">
        {notices.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            show={(order) => {
              focus.show(order);
              onClose();
            }}
          />
        ))}
      </ul>
    </Dialog>
  );
}

function NoticeRow({
  notice,
  show,
}: {
  readonly notice: Notice;
  readonly show: (order: string) => void;
}): JSX.Element {
  const { order } = notice;
  return (
    <li className={`notice notice--${notice.level} ${notice.isRead ? 'notice--read' : ''}`}>
      <time className="muted">{formatTime(notice.at, 'local')}</time>
      <div>
        <p>{notice.text}</p>
        {notice.detail === null ? null : <p className="muted notice__detail">{notice.detail}</p>}
        {order === null ? null : (
          <button type="button" className="notice__link" onClick={() => show(order)}>
            {overlayText.show}
          </button>
        )}
      </div>
    </li>
  );
}

const SHOWN_MS = 5_000;
const TOASTS_MAX = 4;

/** What has just been told, in a corner that hides no ticket. What went wrong stays until somebody has seen it. */
export function Toasts(): JSX.Element {
  const { link } = useTerminal();
  const notices = useSignal(link.notices.all);
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set());
  const shown = notices.filter(({ id, isRead }) => !isRead && !gone.has(id)).slice(0, TOASTS_MAX);
  const passing = shown.filter(({ level }) => level !== 'error').map(({ id }) => id);
  const key = passing.join(' ');
  useEffect(() => {
    if (key === '') return;
    const ids = key.split(' ').map(Number);
    const timer = setTimeout(() => setGone((before) => new Set([...before, ...ids])), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <div className="toasts" role="log" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className={`toast notice--${notice.level}`}>
          <div>
            <p>{notice.text}</p>
            {notice.detail === null ? null : (
              <p className="muted notice__detail">{notice.detail}</p>
            )}
          </div>
          <button
            type="button"
            className="toast__close"
            aria-label={overlayText.dismiss}
            onClick={() => setGone((before) => new Set([...before, notice.id]))}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
