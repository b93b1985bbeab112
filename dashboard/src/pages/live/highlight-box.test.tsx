/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { readTerms } from '../../lib/highlight-terms.ts';
import { HighlightBox } from './highlight-box.tsx';

afterEach(cleanup);

const NO_FAULTS = new Map<string, string>();

/** The box with these terms and this draft; Enter was pressed in it. */
function pressEnter(given: Partial<ComponentProps<typeof HighlightBox>>) {
  const on = { onDraft: jest.fn(), onKeep: jest.fn(), onRemove: jest.fn() };
  render(<HighlightBox terms={[]} draft="" faults={NO_FAULTS} {...on} {...given} />);
  const field = screen.getByRole('textbox');
  if (field instanceof HTMLInputElement && field.form) fireEvent.submit(field.form);
  return { ...on, field };
}

test('Enter keeps a new term, and nothing that is empty or there already', () => {
  expect(pressEnter({ draft: ' b ', terms: readTerms('a') }).onKeep).toHaveBeenCalledTimes(1);
  cleanup();
  expect(pressEnter({ draft: '  ' }).onKeep).not.toHaveBeenCalled();
  cleanup();
  expect(pressEnter({ draft: 'a', terms: readTerms('a') }).onKeep).not.toHaveBeenCalled();
});

test.each([
  ['/(/', '', '/(/ cannot be highlighted: missing )'],
  ['x'.repeat(201), '', 'At most 200 characters can be highlighted.'],
  ['x', 'a\nb\nc\nd\ne\nf\ng\nh', 'At most 8 highlights; take one out first.'],
])('%s beside %j is not kept, and the field says why', (draft, terms, fault) => {
  const { field, onKeep } = pressEnter({ draft, terms: readTerms(terms), faults: new Map([['/(/', 'missing )']]) });
  expect(onKeep).not.toHaveBeenCalled();
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toBe(fault);
  expect(field.getAttribute('aria-describedby')).toBe(screen.getByRole('alert').id);
});

test('a term can be taken out', () => {
  const terms = readTerms('a\nb');
  const { onRemove } = pressEnter({ terms });
  fireEvent.click(screen.getByRole('button', { name: 'Do not highlight b' }));
  expect(onRemove).toHaveBeenCalledWith(terms[1]);
});
