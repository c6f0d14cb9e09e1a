import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasPostgres, PostgresServer } from './postgres-server.ts';

/** With it a server that is missing is a failure. */
const IS_REQUIRED = process.env['ARGOSY_REQUIRE_SERVICES'] === '1';

/** What a suite does with its server. */
export type PostgresSuite = (server: () => PostgresServer) => void;

/**
 * A suite that needs a PostgreSQL. Where there is none its name is printed and it is skipped; with
 * `ARGOSY_REQUIRE_SERVICES=1` it fails.
 */
export function describePostgres(name: string, suite: PostgresSuite): void {
  const body = hasPostgres() ? withServer : missing;
  describe(`${name}`, () => {
    body(name, suite);
  });
}

function withServer(_name: string, suite: PostgresSuite): void {
  let server: PostgresServer | null = null;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(async () => {
    await server?.stop();
  });
  suite(() => {
    if (server === null) throw new Error('the server is not up yet');
    return server;
  });
}

function missing(name: string): void {
  if (!IS_REQUIRED) console.log(`skipped: ${name}: there is no PostgreSQL on this machine`);
  test.skipIf(!IS_REQUIRED)('there is a PostgreSQL on this machine', () => {
    expect(hasPostgres()).toBe(true);
  });
}
