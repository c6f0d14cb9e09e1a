import { describe, expect, test } from 'vitest';
import { refuseImport, roomOf, type Room } from './house.ts';

function room(path: string): Room {
  const found = roomOf(path);
  if (found === undefined) throw new Error(`no room at ${path}`);
  return found;
}

function refusal(from: string, to: string, isFromTest = false): string | undefined {
  return refuseImport(room(from), room(to), isFromTest);
}

describe('the order of the house', () => {
  test('finds the room of a file in each wing', () => {
    const paths = [
      'kernel/core/src/price.ts',
      'edges/adapters/sim/src/index.ts',
      'testkit/src/a.ts',
    ];
    expect(paths.map((path) => room(path).path)).toEqual([
      'kernel/core',
      'edges/adapters/sim',
      'testkit',
    ]);
  });

  test('knows no room that the house does not name', () => {
    expect(roomOf('kernel/misc/src/index.ts')).toBeUndefined();
  });

  test('lets a room import the rooms above it', () => {
    expect(refusal('kernel/orders', 'kernel/core')).toBeUndefined();
    expect(refusal('edges/catalog', 'kernel/backtest')).toBeUndefined();
    expect(refusal('product/strategies', 'edges/catalog')).toBeUndefined();
  });

  test('refuses a room below', () => {
    expect(refusal('kernel/core', 'kernel/orders')).toBe('kernel/orders stands below kernel/core');
    expect(refusal('kernel/backtest', 'edges/catalog')).toContain('stands below');
    expect(refusal('edges/catalog', 'product/strategies')).toContain('stands below');
  });

  test('keeps engine and trading apart in both directions', () => {
    expect(refusal('kernel/trading', 'kernel/engine')).toContain('never import each other');
    expect(refusal('kernel/engine', 'kernel/trading')).toContain('stands below');
  });

  test('refuses one adapter to another', () => {
    expect(refusal('edges/adapters/sim', 'edges/adapters/angel')).toContain('never import');
  });

  test('lets apps import everything and nothing import apps', () => {
    expect(refusal('apps/cli', 'product/strategies')).toBeUndefined();
    expect(refusal('product/desk', 'apps/cli')).toBe('nothing imports apps');
    expect(refusal('apps/server', 'apps/cli')).toBe('nothing imports apps');
  });

  test('gives the terminal what runs in a browser, and its tests the testkit as well', () => {
    expect(refusal('apps/terminal', 'product/contract')).toBeUndefined();
    expect(refusal('apps/terminal', 'kernel/core')).toBeUndefined();
    expect(refusal('apps/terminal', 'kernel/indicators')).toBeUndefined();
    expect(refusal('apps/terminal', 'testkit', true)).toBeUndefined();
    expect(refusal('apps/terminal', 'testkit')).toContain('only tests');
    for (const room of ['kernel/domain', 'edges/telemetry', 'product/gateway']) {
      expect(refusal('apps/terminal', room, true)).toBe(
        'of the house, apps/terminal imports kernel/core, kernel/indicators, product/contract only',
      );
    }
    expect(refusal('apps/server', 'apps/terminal')).toBe('nothing imports apps');
  });

  test('gives the testkit to tests, benches and reliability only', () => {
    expect(refusal('kernel/core', 'testkit', true)).toBeUndefined();
    expect(refusal('kernel/core', 'testkit')).toBe(
      'only tests, benches and reliability import testkit',
    );
  });
});
