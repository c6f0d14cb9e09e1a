import type { JSX } from 'react';

import { useTerminal } from '../app/context.tsx';
import { addressOf, type PageName } from '../app/routes.ts';
import { shellText } from '../text/shell.ts';
import { useSignal } from '../ui/use-signal.ts';
import { PageIcon } from './page-icon.tsx';

/** The way to the other pages. */
export function Rail({ pages }: { readonly pages: readonly PageName[] }): JSX.Element {
  const { routes } = useTerminal();
  const { page } = useSignal(routes.route);
  return (
    <nav className="rail" aria-label={shellText.rail}>
      {pages.map((name) => (
        <a
          key={name}
          className="rail__link"
          href={addressOf(name)}
          title={shellText.pages[name]}
          aria-label={shellText.pages[name]}
          aria-current={name === page ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            routes.go(addressOf(name));
          }}
        >
          <PageIcon page={name} />
        </a>
      ))}
    </nav>
  );
}
