import type { JSX } from 'react';

import type { PageName } from '../app/routes.ts';

/** Lines on a field of 20 by 20. */
const paths: Readonly<Record<PageName, string>> = {
  trade: 'M3 17V3M3 17h14M7 13V8m0 0V6m4 8V5m4 9V9m0 0V7',
  strategies: 'M10 3v3m0 8v3M3 10h3m8 0h3M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  backtests: 'M4 10a6 6 0 1 1 2 4.5M4 16v-3h3M10 7v3l2 2',
  risk: 'M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5zM10 7v4m0 2v.5',
  portfolio: 'M10 3a7 7 0 1 0 7 7h-7zM12.5 2.8A7 7 0 0 1 17.200 7.500h-4.700z',
  data: 'M4 5c0-1 3-2 6-2s6 1 6 2v10c0 1-3 2-6 2s-6-1-6-2zM4 5c0 1 3 2 6 2s6-1 6-2M4 10c0 1 3 2 6 2s6-1 6-2',
  brokers: 'M3 8l7-4 7 4M4 16h12M6 9v6m4-6v6m4-6v6',
  admin: 'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 16c0-3 2-5 5-5s5 2 5 5M14 7h4m-2-2v4',
  system: 'M2 10h4l2-5 3 10 2-5h5',
  settings: 'M4 6h8m3 0h1M4 14h1m3 0h8M13.500 4v4M6.500 12v4',
};

/** The sign of a page. */
export function PageIcon({ page }: { readonly page: PageName }): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="page-icon">
      <path d={paths[page]} />
    </svg>
  );
}
