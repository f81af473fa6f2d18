import { Component, type ReactNode } from 'react';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/Notice';

type Props = { readonly children: ReactNode };

/** Catches what breaks while the page is drawn, such as a part that the server has no more. */
export class Boundary extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main role="alert" className="flex min-h-dvh">
        <EmptyState title="This page broke.">
          <p>What you typed is kept. Reload the page to go on.</p>
          <Button onClick={() => window.location.reload()}>Reload</Button>
        </EmptyState>
      </main>
    );
  }
}
