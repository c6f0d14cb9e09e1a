import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { hasPostgres, PostgresServer } from './postgres-server.ts';

/** With it a server that is missing is a failure. */
const IS_REQUIRED = process.env['ARGOSY_REQUIRE_SERVICES'] === '1';

/** How a suite's server is started. */
export type PostgresSuiteOptions = Parameters<typeof PostgresServer.start>[0];

/** What a suite does with its server. */
export type PostgresSuite = (server: () => PostgresServer) => void;

/**
 * A suite that needs a PostgreSQL. Where there is none its name is printed and it is skipped; with
 * `ARGOSY_REQUIRE_SERVICES=1` it fails.
 */
export function describePostgres(
  name: string,
  suite: PostgresSuite,
  options: PostgresSuiteOptions = {},
): void {
  describe(`${name}`, () => {
    if (hasPostgres()) withServer(suite, options);
    else missing(name);
  });
}

function withServer(suite: PostgresSuite, options: PostgresSuiteOptions): void {
  let server: PostgresServer | null = null;
  beforeAll(async () => {
    server = await PostgresServer.start(options);
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
