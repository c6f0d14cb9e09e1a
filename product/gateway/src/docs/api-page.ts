import { API_PREFIX } from '@argosy/contract';

import type { ErrorTable } from '../http/error-table.ts';
import type { Route } from '../http/route.ts';

/** The page of the API with its tables made anew: what stands between their marks. */
export function fillApiPage(page: string, routes: readonly Route[], errors: ErrorTable): string {
  return fill(fill(page, 'routes', routeTable(routes)), 'codes', codeTable(errors));
}

function fill(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = page.indexOf(begin);
  const until = page.indexOf(end);
  if (from === -1 || until < from) throw new TypeError(`the page has no place for ${name}`);
  return `${page.slice(0, from + begin.length)}\n\n${table}\n\n${page.slice(until)}`;
}

function routeTable(routes: readonly Route[]): string {
  const rows = routes.map(({ method, path, summary, guard, hasCsv, keptBy }) => {
    const marks = [...(hasCsv ? ['CSV'] : []), ...(keptBy === undefined ? [] : ['key'])];
    return `| \`${method} ${API_PREFIX}${path}\` | ${summary} | ${guard.policy} | ${marks.join(', ')} |`;
  });
  return ['| route | what | who | also |', '|---|---|---|---|', ...rows].join('\n');
}

function codeTable(errors: ErrorTable): string {
  const rows = [...errors]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { httpStatus, message, isRetryable }]) => {
      return `| \`${code}\` | ${httpStatus} | ${message} | ${isRetryable ? 'yes' : ''} |`;
    });
  return ['| code | status | meaning | again |', '|---|---|---|---|', ...rows].join('\n');
}
