import { aLogin, type LoginRig } from '@argosy/testkit/login';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let rig: LoginRig;
beforeEach(async () => {
  rig = await aLogin();
});
afterEach(async () => {
  await rig.close();
});

const pages = ['/ui/login', '/ui/first-run', '/ui/invitation'];
const payload = '<img src=x onerror=alert(1)>"\'';

describe('S-11 pages', () => {
  test.each(pages)(
    '%s has no script and no style within it, and loads its own files alone',
    async (url) => {
      const { status, text, headers } = await rig.browser().ask('GET', url);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text.match(/<script[^>]*>/gu)).toEqual([
        '<script type="module" src="/ui/access/access.js">',
      ]);
      expect(text).not.toMatch(
        /<script[^>]*>[^<]|<style|\sstyle=|\son\w+=|javascript:|https?:\/\//iu,
      );
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    },
  );

  test('say what the server says as text, and never as part of the page', async () => {
    const { text, headers } = await rig.browser().ask('GET', '/ui/access/access.js');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(text).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function/u,
    );
    expect(text).toContain('.textContent = ');
  });

  test('names that are payloads come back as JSON that nobody opens as a page', async () => {
    const owner = await rig.owner();
    const invited = await owner.send('POST', '/users/invitations', {
      name: payload,
      role: 'viewer',
    });
    expect(invited.status).toBe(200);
    const failed = await rig.browser().login({ name: payload, password: payload });
    for (const answer of [await owner.send('GET', '/users'), failed, invited]) {
      expect(answer.headers.get('content-type')).toMatch(/^application\/(?:problem\+)?json/u);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.* sandbox$/u,
      );
    }
    expect(failed.text).not.toContain('onerror');
    const nowhere = await rig.browser().ask('GET', `/${encodeURIComponent(payload)}`);
    expect(nowhere.text).not.toContain('<img');
  });
});
