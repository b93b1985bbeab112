import { useState } from 'react';

/** Whether the view is held: paused by hand, or looked back into. */
export interface Hold {
  isHeld: boolean;
  pause(): void;
  /** The newest line came into view, or left it. */
  setAtEdge(isAtEdge: boolean): void;
  goOn(): void;
}

export function useHold(): Hold {
  const [isPaused, setPaused] = useState(false);
  const [isAtEdge, setAtEdge] = useState(true);
  return {
    isHeld: isPaused || !isAtEdge,
    pause: () => setPaused(true),
    setAtEdge,
    goOn() {
      setPaused(false);
      setAtEdge(true);
    },
  };
}
