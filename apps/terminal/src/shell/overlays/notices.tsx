import './overlays.css';

import { useEffect, type JSX } from 'react';

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
  const zone = useSignal(useTerminal().preferences.zone);
  const { order } = notice;
  return (
    <li className={`notice notice--${notice.level} ${notice.isRead ? 'notice--read' : ''}`}>
      <time className="muted">{formatTime(notice.at, zone)}</time>
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
