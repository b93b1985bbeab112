/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ErrorBoundary } from './error-boundary.tsx';

let fault: Error | null;

beforeEach(() => {
  // React writes down what a boundary catches
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

function Page() {
  if (fault) throw fault;
  return 'all is well';
}

function show(message: string): void {
  fault = new Error(message);
  render(
    <ErrorBoundary>
      <Page />
    </ErrorBoundary>,
  );
}

test('a page that fell over is tried again', () => {
  show('undefined is not a function');
  expect(screen.getByRole('heading', { name: 'This page has a fault' })).toBeTruthy();
  fault = null;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('all is well')).toBeTruthy();
});

test.each([
  'Failed to fetch dynamically imported module: http://logs.example/assets/rules-page.js',
  'error loading dynamically imported module: http://logs.example/assets/rules-page.js',
  'Importing a module script failed.',
])('a page that the server did not give is no fault of it: %s', (message) => {
  show(message);
  expect(screen.getByRole('heading', { name: 'This page could not be loaded' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Load again' })).toBeTruthy();
});
