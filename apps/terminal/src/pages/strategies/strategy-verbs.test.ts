import type { Strategy } from '@argosy/contract';
import { describe, expect, test } from 'vitest';

import type { NewNotice } from '../../link/notices.ts';
import { doVerb, isPossible, strategyVerbs, type StrategyVerb } from './strategy-verbs.ts';

const states = ['running', 'paused', 'stopped', 'failed'] as const;
const possible = (state: Strategy['state'], held: number): readonly StrategyVerb[] =>
  strategyVerbs.filter((verb) => isPossible(verb, { state }, held));

describe('what can be done', () => {
  test('goes by what a strategy does now', () => {
    expect(states.map((state) => possible(state, 0).join(' '))).toEqual([
      'pause stop flatten',
      'start stop flatten',
      'start',
      'start stop',
    ]);
  });

  test('closing out is there in every state while something is held', () => {
    expect(states.every((state) => isPossible('flatten', { state }, 1))).toBe(true);
  });
});

const strategy: Strategy = {
  id: 'ema',
  code: 'EMAX',
  account: 'P1',
  book: 'EMA',
  host: 'main',
  file: 'ema.ts',
  parameters: {},
  state: 'paused',
  reason: null,
  calls: 0,
  micros: 0,
  microsMax: 0,
  microsP99: null,
  breaches: 0,
  heardAt: null,
};

function place(isFine: boolean): {
  readonly told: NewNotice[];
  readonly asked: string[];
  readonly link: Parameters<typeof doVerb>[0];
} {
  const told: NewNotice[] = [];
  const asked: string[] = [];
  const call =
    (verb: string) =>
    ({ params }: { readonly params: { readonly strategy: string } }) => {
      asked.push(`${verb} ${params.strategy}`);
      const problem = {
        type: 'about:blank',
        title: 'the strategy is stopped',
        status: 409,
        code: 'STRATEGY_STOPPED',
        detail: 'ema',
        requestId: 'r-1',
        isRetryable: false,
      };
      const told = { status: 200, requestId: 'r-1', isReplayed: false, isBehind: false };
      return Promise.resolve(
        isFine
          ? ({ ok: true, value: strategy, ...told } as const)
          : ({ ok: false, problem } as const),
      );
    };
  return {
    told,
    asked,
    link: {
      prove: (run) => run(),
      api: {
        startStrategy: call('start'),
        pauseStrategy: call('pause'),
        stopStrategy: call('stop'),
        flattenStrategy: call('flatten'),
      },
      notices: { tell: (notice) => void told.push(notice) },
    },
  };
}

test('each verb asks for itself, and tells how the strategy stands behind it', async () => {
  const { link, told, asked } = place(true);
  for (const verb of strategyVerbs) expect(await doVerb(link, verb, 'ema')).toBe(strategy);
  expect(asked).toEqual(['start ema', 'pause ema', 'stop ema', 'flatten ema']);
  expect(new Set(told.map(({ text }) => text)).size).toBe(4);
  expect(told.every(({ level }) => level === 'info')).toBe(true);
});

test('a refusal is told in full, with what the log knows it by', async () => {
  const { link, told } = place(false);
  expect(await doVerb(link, 'pause', 'ema')).toBeNull();
  expect(told).toEqual([
    {
      level: 'error',
      text: 'ema was not paused: the strategy is stopped',
      detail: 'ema · STRATEGY_STOPPED · r-1',
    },
  ]);
});
