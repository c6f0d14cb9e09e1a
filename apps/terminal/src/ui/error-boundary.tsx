import { Component, type ErrorInfo, type ReactNode } from 'react';

import { states } from '../text/states.ts';
import { workspaceText } from '../text/workspace.ts';
import { Button } from './button.tsx';

type Props = { readonly name: string; readonly children: ReactNode };

/** Keeps what has failed to itself: the other panels go on. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(`${this.props.name} has failed`, error, componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="state state--error" role="alert">
        <p className="state__title">{workspaceText.broken(this.props.name)}</p>
        <p>{error.message}</p>
        <p className="muted">{workspaceText.brokenHint}</p>
        <Button onClick={() => this.setState({ error: null })}>{states.again}</Button>
      </div>
    );
  }
}
