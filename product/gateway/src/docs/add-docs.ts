import { API_PREFIX } from '@argosy/contract';
import type { FastifyInstance } from 'fastify';

import { PAGE_POLICY } from '../auth/http/security-headers.ts';
import type { RouteGuard } from '../auth/policy.ts';
import type { ErrorTable } from '../http/error-table.ts';
import { PROBLEM_PAGE } from '../http/problem.ts';
import { sendSteady } from '../http/serve-route.ts';
import { docsPage, docsStyle, STYLE_PATH } from './docs-page.ts';
import { openApiOf, type DocumentedRoute } from './open-api.ts';

/** What the pages of the API are made of. */
export type DocsOptions = {
  readonly routes: readonly DocumentedRoute[];
  readonly version: string;
  readonly errors: ErrorTable;
};

const open: RouteGuard = { policy: 'public' };

/** Adds the API's own description: for programs, and for people. */
export function addDocs(app: FastifyInstance, { routes, version, errors }: DocsOptions): void {
  // Made when somebody first asks: a start waits for nothing that it does not need.
  let made: { readonly json: string; readonly page: string } | null = null;
  const texts = (): { readonly json: string; readonly page: string } => {
    if (made !== null) return made;
    const document = openApiOf(routes, version);
    made = { json: JSON.stringify(document), page: docsPage(document, errors) };
    return made;
  };
  app.get(`${API_PREFIX}/openapi.json`, { config: { ...open } }, async (_, reply) =>
    sendSteady(reply, texts().json),
  );
  for (const url of [PROBLEM_PAGE, `${PROBLEM_PAGE}/`]) {
    app.get(url, { config: { ...open } }, async (_, reply) =>
      sendSteady(
        reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8'),
        texts().page,
      ),
    );
  }
  app.get(STYLE_PATH, { config: { ...open } }, async (_, reply) =>
    sendSteady(reply.type('text/css; charset=utf-8'), docsStyle),
  );
}
