import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { usersText } from '../../text/users.ts';
import { useSignal } from '../../ui/use-signal.ts';

/** Which accounts somebody may look at. */
export function AccountChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: readonly string[];
  readonly onChoose: (accounts: readonly string[]) => void;
}): JSX.Element {
  const { link } = useTerminal();
  const accounts = useSignal(link.accounts);
  return (
    <fieldset className="user-form__accounts">
      <legend className="field__label">{usersText.accounts}</legend>
      {accounts.map(({ id }) => (
        <label key={id} className="switch">
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChoose(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
          {id}
        </label>
      ))}
    </fieldset>
  );
}
