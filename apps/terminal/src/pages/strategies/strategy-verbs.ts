import type { Strategy } from '@argosy/contract';
import type { ApiClient, ApiResult } from '@argosy/contract/client';

import type { Proof } from '../../app/use-proof.tsx';
import type { Notices } from '../../link/notices.ts';
import { strategiesText } from '../../text/strategies.ts';

/** What can be done with a strategy: four different things. */
export const strategyVerbs = ['start', 'pause', 'stop', 'flatten'] as const;
/** One of them. */
export type StrategyVerb = (typeof strategyVerbs)[number];

/**
 * Whether a verb changes anything for a strategy as it is. Closing out is there as long as anything is held, whatever state
 * it is in.
 */
export function isPossible(
  verb: StrategyVerb,
  { state }: Pick<Strategy, 'state'>,
  held: number,
): boolean {
  switch (verb) {
    case 'start':
      return state !== 'running';
    case 'pause':
      return state === 'running';
    case 'stop':
      return state !== 'stopped';
    case 'flatten':
      return held > 0 || state === 'running' || state === 'paused';
    default:
      return verb satisfies never;
  }
}

type Api = Pick<ApiClient, 'startStrategy' | 'pauseStrategy' | 'stopStrategy' | 'flattenStrategy'>;

/** What verbs reach; `prove` asks who is here to prove it where the server wants that. */
type VerbLink = {
  readonly api: Api;
  readonly notices: Pick<Notices, 'tell'>;
  readonly prove: Proof['prove'];
};

/** Does one of them, and says what became of it. */
export async function doVerb(
  { api, notices, prove }: VerbLink,
  verb: StrategyVerb,
  id: string,
): Promise<Strategy | null> {
  const answer = await prove(() => callOf(api, verb, id));
  if (answer.ok) {
    notices.tell({ level: 'info', text: strategiesText.done(verb, answer.value) });
    return answer.value;
  }
  const { title, detail, code, requestId } = answer.problem;
  notices.tell({
    level: 'error',
    text: `${strategiesText.failed(verb, id)}: ${title}`,
    detail: `${detail} · ${code} · ${requestId}`,
  });
  return null;
}

function callOf(api: Api, verb: StrategyVerb, strategy: string): Promise<ApiResult<Strategy>> {
  const params = { strategy };
  switch (verb) {
    case 'start':
      return api.startStrategy({ params });
    case 'pause':
      return api.pauseStrategy({ params });
    case 'stop':
      return api.stopStrategy({ params });
    case 'flatten':
      return api.flattenStrategy({ params });
    default:
      return verb satisfies never;
  }
}
