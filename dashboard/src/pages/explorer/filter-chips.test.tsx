/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { QueryPart } from '../../lib/query-edit.ts';
import { FilterChips } from './filter-chips.tsx';

afterEach(cleanup);

function show(query: string) {
  const told = {
    onEdit: jest.fn<(part: QueryPart) => void>(),
    onNegate: jest.fn(),
    onRemove: jest.fn(),
    onClear: jest.fn(),
  };
  render(<FilterChips query={query} {...told} />);
  return told;
}

describe('chips', () => {
  test('stand for the parts of the query, and say which are turned around', () => {
    show('level:error -service:checkout');
    expect(screen.getByRole('button', { name: 'Edit level:error' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'not service:checkout: include it instead' }).textContent).toBe('not');
  });

  test('tell which part they are', () => {
    const { onEdit, onRemove, onClear } = show('level:error timeout');
    fireEvent.click(screen.getByRole('button', { name: 'Edit timeout' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove level:error' }));
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(onEdit.mock.calls).toEqual([[{ text: 'timeout', start: 12, end: 19 }]]);
    expect(onRemove.mock.calls).toEqual([[{ text: 'level:error', start: 0, end: 11 }]]);
    expect(onClear).toHaveBeenCalledTimes(1);
  });

  test('of a query of alternatives are one', () => {
    show('level:error OR timeout');
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });

  test('show what would turn the text around as a sign', () => {
    show('service:\u202eevil');
    expect(screen.getByRole('button', { name: 'Edit service:RLOevil' }).textContent).toBe('service:RLOevil');
  });

  test('of no query are none', () => {
    show(' ');
    expect(screen.queryByRole('list')).toBeNull();
  });
});
