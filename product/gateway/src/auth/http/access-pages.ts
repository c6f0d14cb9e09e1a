import { readFile } from 'node:fs/promises';

import type { FastifyInstance } from 'fastify';

import { PAGE_POLICY } from './security-headers.ts';

type Page = { readonly url: string; readonly file: string; readonly type: string };

const html = 'text/html; charset=utf-8';
const pages: readonly Page[] = [
  { url: '/ui/login', file: 'login.html', type: html },
  { url: '/ui/first-run', file: 'first-run.html', type: html },
  { url: '/ui/invitation', file: 'invitation.html', type: html },
  { url: '/ui/access/access.js', file: 'access.js', type: 'text/javascript; charset=utf-8' },
  { url: '/ui/access/access.css', file: 'access.css', type: 'text/css; charset=utf-8' },
];
/** Beside `src` and, once it is built, beside `dist`. */
const folder = new URL('../../../pages/', import.meta.url);

/** Adds the pages of coming in. They are files of their own: no script stands within a page. */
export async function addAccessPages(app: FastifyInstance): Promise<void> {
  for (const { url, file, type } of pages) {
    const content = await readFile(new URL(file, folder));
    app.get(url, { config: { policy: 'public' } }, async (_request, reply) =>
      reply.type(type).header('content-security-policy', PAGE_POLICY).send(content),
    );
  }
}
