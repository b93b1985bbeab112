import { Component, type ReactNode } from 'react';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';

interface ErrorBoundaryState {
  error: Error | null;
}

/** A part of the dashboard that the server did not give, as each browser calls it. */
const NOT_LOADED = /dynamically imported module|module script failed|unable to preload/i;

/** Keeps a fault of one page from taking the frame with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const isMissing = NOT_LOADED.test(error.message);
    const { title, text, again } = isMissing ? strings.shell.notLoaded : strings.shell.crashed;
    // a browser asks only once for a part that was not given
    const retry = (): void => (isMissing ? location.reload() : this.setState({ error: null }));
    return (
      <div role="alert" className="mx-auto max-w-2xl p-8">
        <h1 className="text-lg font-semibold">{title}</h1>
        <p className="mt-1 text-ink-soft">{text}</p>
        <pre className="mt-4 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs">{error.message}</pre>
        <Button className="mt-4" onClick={retry}>
          {again}
        </Button>
      </div>
    );
  }
}
