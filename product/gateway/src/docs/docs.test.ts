import { aCaller, aPlatform, type APlatform } from '@argosy/testkit/gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

import { createGateway, type Gateway } from '../create-gateway.ts';
import { errorTable } from '../http/error-table.ts';
import { routes } from '../routes/routes.ts';
import { openApiOf, type OpenApi } from './open-api.ts';

let made: APlatform;
let gateway: Gateway;

beforeAll(async () => {
  made = await aPlatform();
  gateway = await createGateway(made.platform, { version: '1.2.3', callerOf: () => aCaller() });
});
afterAll(async () => {
  await gateway.stop();
  await made.close();
});

test('the document has every route, and every reference leads to something', () => {
  const document = openApiOf(routes, '1');
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    routes.map(({ name }) => name).sort(),
  );
  const text = JSON.stringify(document);
  expect(text).not.toContain('#/$defs/');
  for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/gu)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
});

test('the parameters of an address are all told, and with what they may be', () => {
  const { paths } = openApiOf(routes, '1');
  const list = paths['/api/v1/orders']?.['get'];
  const names = list?.parameters.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['account', 'states', 'isOpen', 'size', 'format']));
  const cancel = paths['/api/v1/orders/{order}']?.['patch'];
  expect(cancel?.parameters.map(({ name }) => name)).toEqual(['order', 'Idempotency-Key']);
  const history = paths['/api/v1/history/bars/{instrument}']?.['get'];
  const needed = history?.parameters.filter(({ required }) => required === true);
  expect(needed?.map(({ name }) => name)).toEqual(['instrument', 'from', 'until']);
});

test('each schema of a body has an example, and every example is one', () => {
  for (const { name, schemas } of routes) {
    for (const schema of [schemas.body, schemas.answer]) {
      if (schema === null) continue;
      const examples = z.globalRegistry.get(schema)?.['examples'];
      if (schema === schemas.body) expect([name, examples]).toEqual([name, expect.anything()]);
      if (!Array.isArray(examples)) continue;
      for (const example of examples) {
        expect([name, schema.safeParse(example).error]).toEqual([name, undefined]);
      }
    }
  }
});

test('whoever has the document already is told so', async () => {
  const first = await gateway.server.inject('/api/v1/openapi.json');
  expect(first.json<OpenApi>().info['version']).toBe('1.2.3');
  const headers = { 'if-none-match': String(first.headers['etag']) };
  const again = await gateway.server.inject({ url: '/api/v1/openapi.json', headers });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('the page needs nothing from elsewhere, runs nothing, and explains every code', async () => {
  const page = await gateway.server.inject('/api/docs');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.body).not.toMatch(/<script|style=|onclick|https?:\/\//u);
  for (const code of errorTable().keys()) expect(page.body).toContain(`id="${code}"`);
  expect((await gateway.server.inject('/api/docs/style.css')).statusCode).toBe(200);
});
