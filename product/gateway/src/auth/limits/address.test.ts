import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { addressGroup, isLoopback } from './address.ts';

describe('an address', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
    ['127.evil.example', false],
    ['::ffff:10.0.0.1', false],
  ])('%s is the machine’s own: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  test('of IPv6 is counted by its first half', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(addressGroup(address)).toMatch(/^(?:[\da-f]{1,4}:){3}[\da-f]{1,4}::\/64$|^[\d.]+$/u);
      }),
    );
  });
});
