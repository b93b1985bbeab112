import { type ChangeEvent, type KeyboardEvent, useId, useState } from 'react';

interface ComboboxOptions {
  text: string;
  onText(text: string): void;
  /** How many options there are for the text. */
  count: number;
  onTake(index: number): void;
}

/** A text, and the options that it leaves, as attributes to be spread on a text, a listbox and its options, which the caller names. */
export interface Combobox {
  input: {
    role: 'combobox';
    'aria-expanded': true;
    'aria-autocomplete': 'list';
    'aria-controls': string;
    'aria-activedescendant': string | undefined;
    value: string;
    onChange(event: ChangeEvent<HTMLInputElement>): void;
    onKeyDown(event: KeyboardEvent): void;
  };
  list: { id: string };
  option(index: number): OptionAttributes;
}

export interface OptionAttributes {
  id: string;
  role: 'option';
  tabIndex: -1;
  /** Of the one that Enter takes. */
  'aria-selected': boolean;
  onMouseMove(): void;
  onClick(): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The option that is on, and the way to the next one, which comes into sight. */
function useActive(count: number, idOf: (index: number) => string) {
  const [wanted, setActive] = useState(0);
  // there may be fewer by now
  const active = Math.max(0, Math.min(wanted, count - 1));
  const go = (step: number): void => {
    const next = (active + step + count) % count;
    setActive(next);
    document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' });
  };
  return { active, setActive, go };
}

/** The focus stays in the text: arrows lead through the options, and around, Enter or a click takes one. The first one is on when the text changes. */
export function useCombobox({ text, onText, count, onTake }: ComboboxOptions): Combobox {
  const id = useId();
  const idOf = (index: number): string => `${id}-${index}`;
  const { active, setActive, go } = useActive(count, idOf);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (count === 0) return;
    if (step === undefined) onTake(active);
    else go(step);
  };
  return {
    input: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-autocomplete': 'list',
      'aria-controls': id,
      'aria-activedescendant': count > 0 ? idOf(active) : undefined,
      value: text,
      onChange({ target }) {
        onText(target.value);
        setActive(0);
      },
      onKeyDown,
    },
    list: { id },
    option: (index) => ({
      id: idOf(index),
      role: 'option',
      tabIndex: -1,
      'aria-selected': index === active,
      onMouseMove: () => setActive(index),
      onClick: () => onTake(index),
    }),
  };
}
