import './login.css';

import { useState, type FormEvent, type JSX } from 'react';

import type { Session } from '../link/session.ts';
import { loginText } from '../text/login.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';

/** Name, password and, where there is one, the code: whoever comes in goes on where they were. */
export function LoginForm({ session }: { readonly session: Session }): JSX.Element {
  const [wantsCode, setWantsCode] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const enter = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const code = text('code');
    setBusy(true);
    const problem = await session.logIn({
      name: text('name'),
      password: text('password'),
      ...(code === '' ? {} : { code }),
    });
    setBusy(false);
    if (problem?.code === 'CODE_REQUIRED') setWantsCode(true);
    setError(problem?.detail ?? null);
  };
  return (
    <form className="login" onSubmit={(event) => void enter(event)}>
      <TextField
        label={loginText.name}
        name="name"
        autoComplete="username"
        maxLength={64}
        required
      />
      <TextField
        label={loginText.password}
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={256}
        required
      />
      {wantsCode ? (
        <TextField
          label={loginText.code}
          name="code"
          autoComplete="one-time-code"
          maxLength={32}
          required
        />
      ) : null}
      <p role="alert" className="login__error">
        {error}
      </p>
      <Button type="submit" kind="primary" disabled={isBusy}>
        {loginText.enter}
      </Button>
    </form>
  );
}
