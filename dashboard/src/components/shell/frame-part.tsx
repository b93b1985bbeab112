import { Component, type ReactNode } from 'react';

/** So long a part that fell over is left out. */
const AGAIN_MS = 5_000;

/** A part of the frame. When it falls over it is left out for a while, and takes nothing with it. */
export class FramePart extends Component<{ children: ReactNode }, { isDown: boolean }> {
  override state = { isDown: false };
  private timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(): { isDown: boolean } {
    return { isDown: true };
  }

  override componentDidCatch(): void {
    this.timer = setTimeout(() => this.setState({ isDown: false }), AGAIN_MS);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer);
  }

  override render(): ReactNode {
    return this.state.isDown ? null : this.props.children;
  }
}
