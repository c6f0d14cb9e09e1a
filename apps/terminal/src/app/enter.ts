import type { MeAnswer } from '@argosy/contract';

import type { Link } from '../link/link.ts';

const CHOSEN = 'argosy.account';

/** Whoever has come in: who they are, what accounts they may see, and the one they had last. */
export async function enter(link: Link): Promise<void> {
  const [me, accounts] = await Promise.all([askMe(link), link.api.listAccounts({})]);
  void link.clock.sync();
  if (me === null || !accounts.ok) return;
  const before = link.me.peek();
  link.accounts.value = accounts.value.accounts;
  if (before === null || before.user !== me.user) {
    const last = localStorage.getItem(CHOSEN);
    const ids = accounts.value.accounts.map(({ id }) => id);
    const chosen = ids.find((id) => id === last) ?? me.ownAccount ?? ids[0] ?? null;
    link.accountId.value = chosen;
  }
  link.me.value = me;
}

/** Looks at another account from now on. */
export function chooseAccount(link: Link, id: string): void {
  link.accountId.value = id;
  localStorage.setItem(CHOSEN, id);
}

async function askMe(link: Link): Promise<MeAnswer | null> {
  const token = await link.session.token();
  if (token === null) return null;
  try {
    const answer = await fetch('/api/v1/auth/me', {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.ok ? ((await answer.json()) as MeAnswer) : null;
  } catch {
    return null;
  }
}
