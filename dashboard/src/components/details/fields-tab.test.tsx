/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { LogRecord } from '../../../../core/record.ts';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { FieldsTab } from './fields-tab.tsx';

afterEach(cleanup);

const logOf = (message: string): LogRecord =>
  ({ id: 'a', timestamp: '2026-11-26T13:00:00.000Z', service: 'shop', message, attributes: {} }) as never;

test('a very long message is shown whole without a scrollbar of its own, and cut again', () => {
  const message = 'x'.repeat(5_000);
  showPage(<FieldsTab record={logOf(message)} onFilter={jest.fn()} />);
  const box = (): HTMLElement | null => document.querySelector('pre');
  expect(box()?.textContent).toBe(`${'x'.repeat(2_000)}…`);
  expect(box()?.className).toContain('overflow-auto');
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(box()?.textContent).toBe(message);
  expect(box()?.className).not.toContain('overflow-auto');
  fireEvent.click(screen.getByRole('button', { name: 'Show less' }));
  expect(box()?.textContent).toHaveLength(2_001);
});
