import { request } from 'node:http';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';

import { aLogin, type LoginRig } from '@argosy/testkit/login';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { TerminalFile } from './terminal-file.ts';

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

const page = '<!doctype html><title>the terminal</title>';
const script = `console.log(${JSON.stringify('x'.repeat(5_000))});`;

function aFile(path: string, text: string): TerminalFile {
  const bytes = Buffer.from(text);
  return { path, bytes, brotli: brotliCompressSync(bytes), gzip: gzipSync(bytes) };
}

const terminal: readonly TerminalFile[] = [
  aFile('/index.html', page),
  aFile('/assets/main-1a2b.js', script),
  { path: '/assets/dot-3c4d.png', bytes: Buffer.from([1, 2, 3]), brotli: null, gzip: null },
  aFile('/favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
];

let rig: LoginRig;
beforeAll(async () => {
  rig = await aLogin({ terminal });
});
afterAll(async () => {
  await rig.close();
});

/** Asks with just these words: nothing is made of the path, and nothing is unpacked. */
function ask(
  path: string,
  { method = 'GET', ...headers }: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(rig.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the page', () => {
  test.each(['/', '/?tab=2', '/strategies', '/backtests/01J-9.x?sheet=1', '/apis', '/wsx/y'])(
    'is at %s for who looks for one',
    async (path) => {
      const { status, headers, body } = await ask(path, browser);
      expect([status, body.toString()]).toEqual([200, page]);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  test.each([
    '/api/v1/nowhere',
    '/api',
    '/ws/nowhere',
    '/health/nowhere',
    '/metrics/nowhere',
    '/ui/nowhere',
    '/assets/nowhere.js',
  ])('is not at %s', async (path) => {
    const { status, headers } = await ask(path, browser);
    expect(status).toBe(404);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  test('is not sent to programs that ask for what is nowhere, nor for anything but reading', async () => {
    expect((await ask('/strategies', { accept: '*/*' })).status).toBe(404);
    expect((await ask('/strategies', { ...browser, method: 'POST' })).status).toBe(404);
    expect((await ask('/', { ...browser, method: 'POST' })).status).toBe(405);
  });

  test('is where the alias for older pages leads', async () => {
    for (const path of ['/ui', '/ui/']) {
      const { status, headers } = await ask(path, browser);
      expect([status, headers['location']]).toEqual([302, '/']);
    }
    expect((await ask('/ui/login', browser)).body.toString()).toContain('Log in');
  });

  test('may run its own files and workers, talk to its own server, and nothing else', async () => {
    const { headers } = await ask('/', browser);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "worker-src 'self'",
      "manifest-src 'self'",
      'trusted-types argosy',
    ]);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });
});

describe('files', () => {
  test('are kept for good by whoever has them, as their names change with them', async () => {
    const { status, headers, body } = await ask('/assets/main-1a2b.js');
    expect([status, body.toString()]).toEqual([200, script]);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(script.length),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    const picture = await ask('/assets/dot-3c4d.png', { 'accept-encoding': 'br' });
    expect([picture.headers['content-type'], picture.body]).toEqual([
      'image/png',
      Buffer.from([1, 2, 3]),
    ]);
    expect(picture.headers['content-encoding']).toBeUndefined();
    const icon = await ask('/favicon.svg');
    expect([icon.headers['content-type'], icon.headers['cache-control']]).toEqual([
      'image/svg+xml',
      'no-cache',
    ]);
    expect(icon.headers['content-security-policy']).toContain('sandbox');
  });

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000, gzip;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
  ] as const)('come as %j takes them', async (taken, coding) => {
    const { headers, body } = await ask('/assets/main-1a2b.js', { 'accept-encoding': taken });
    expect(headers['content-encoding']).toBe(coding);
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync, none: (all: Buffer) => all };
    expect(unpack[coding ?? 'none'](body).toString()).toBe(script);
    expect(headers['content-length']).toBe(String(body.length));
  });

  test('are not sent again to who has them, each form by its own name', async () => {
    const forms = ['br', 'gzip', 'identity'];
    const tags = new Set<string>();
    for (const form of forms) {
      const accept = { ...browser, 'accept-encoding': form };
      for (const path of ['/', '/strategies', '/assets/main-1a2b.js']) {
        const first = await ask(path, accept);
        const tag = String(first.headers['etag']);
        tags.add(tag);
        const same = await ask(path, { ...accept, 'if-none-match': `"other", W/${tag}` });
        expect([same.status, same.body.length, same.headers['etag']]).toEqual([304, 0, tag]);
        expect(same.headers['vary']).toBe('Accept-Encoding');
        const other = await ask(path, { ...accept, 'if-none-match': '"other"' });
        expect(other.status).toBe(200);
      }
    }
    expect(tags.size).toBe(forms.length * 2);
  });

  test('tell who asks for the head alone the same, without the body', async () => {
    for (const path of ['/', '/strategies', '/assets/main-1a2b.js', '/favicon.svg']) {
      const whole = await ask(path, browser);
      const head = await ask(path, { ...browser, method: 'HEAD' });
      expect([path, head.status, head.body.length]).toEqual([path, 200, 0]);
      for (const name of ['etag', 'content-type', 'content-length', 'cache-control']) {
        expect([path, name, head.headers[name]]).toEqual([path, name, whole.headers[name]]);
      }
    }
  });

  test.each([
    '/assets/../index.html',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets//etc/passwd',
    '/assets/main-1a2b.js%00.png',
    '/assets/main-1a2b.js/',
    '/assets/',
    '/assets',
    '/assets/constructor',
  ])('are found by their names alone: %s is none', async (path) => {
    const { status, headers } = await ask(path, browser);
    expect([404, 400]).toContain(status);
    expect(headers['content-type']).toContain('application/problem+json');
  });

  test('say what the guard says of origins as well', async () => {
    const { headers } = await ask('/assets/main-1a2b.js', { origin: 'https://charts.example' });
    expect(headers['vary']).toBe('Origin, Accept-Encoding');
  });
});
