import { Component, type ReactNode } from 'react';
import { strings } from '../../strings/catalogue.ts';
import { Button } from '../kit/button.tsx';
import { NotLoadedError } from './lazy-page.tsx';
import { NotLoaded } from './not-loaded.tsx';

interface ErrorBoundaryState {
  error: Error | null;
  /** Whether what the server did not give was asked for again while it answered. */
  isAskedAgain: boolean;
}

const words = strings.shell.crashed;

/** Keeps a fault of one page from taking the frame with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, isAskedAgain: false };

  static getDerivedStateFromError(error: Error): Partial<ErrorBoundaryState> {
    return { error };
  }

  private renew(error: NotLoadedError, isServerThere: boolean): void {
    error.renew();
    this.setState({ error: null, isAskedAgain: isServerThere });
  }

  override render(): ReactNode {
    const { error, isAskedAgain } = this.state;
    if (error === null) return this.props.children;
    if (error instanceof NotLoadedError) {
      const retry = (isServerThere: boolean): void => this.renew(error, isServerThere);
      return <NotLoaded reason={error.message} isAskedAgain={isAskedAgain} onRetry={retry} />;
    }
    return (
      <div role="alert" className="mx-auto max-w-2xl p-8">
        <h1 className="text-lg font-semibold">{words.title}</h1>
        <p className="mt-1 text-ink-soft">{words.text}</p>
        <pre className="mt-4 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs">{error.message}</pre>
        <Button className="mt-4" onClick={() => this.setState({ error: null })}>
          {words.again}
        </Button>
      </div>
    );
  }
}
