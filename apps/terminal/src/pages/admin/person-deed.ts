import type { ApiResult } from '@argosy/contract/client';

/** Something that is done about somebody, and what is said once it is done. */
export type PersonDeed = {
  readonly run: () => Promise<ApiResult<unknown>>;
  readonly done: string;
};
