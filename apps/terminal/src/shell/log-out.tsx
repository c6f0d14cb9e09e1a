import { useState, type JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { shellText } from '../text/shell.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** The way out: who leaves something open is told so first. */
export function LogOut({ kind }: { readonly kind: 'quiet' | 'plain' }): JSX.Element {
  const { link } = useTerminal();
  const [open, setOpen] = useState<string | null>(null);
  const leave = (): void => void link.session.logOut();
  const ask = (): void => {
    const book = link.book.peek();
    const held = book?.positions.rows.peek().filter(({ qty }) => /[1-9]/u.test(qty)).length ?? 0;
    const works = book?.orders.rows.peek().filter(({ isOpen }) => isOpen).length ?? 0;
    if (held + works === 0) leave();
    else setOpen(shellText.stillOpen(held, works));
  };
  return (
    <>
      <Button
        kind={kind}
        className={kind === 'quiet' ? 'top-bar__wide' : ''}
        onClick={ask}
        title={link.me.peek()?.name}
      >
        {shellText.logOut}
      </Button>
      {open === null ? null : (
        <Dialog title={shellText.logOutQuestion} onClose={() => setOpen(null)}>
          <p>{open}</p>
          <div className="dialog__foot">
            <Button kind="primary" onClick={leave}>
              {shellText.logOut}
            </Button>
            <Button onClick={() => setOpen(null)}>{shellText.stay}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
