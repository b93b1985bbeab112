/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { showPage } from '../../../../test/stand-ins/show-page.tsx';
import { InsightBanner } from './insight-banner.tsx';

afterEach(cleanup);

test('where there is nothing to compare with there is no card', () => {
  showPage(<InsightBanner insights={null} />);
  expect(screen.queryByRole('region')).toBeNull();
});

test('it says so when nothing stands out, and while it is asked', () => {
  showPage(<InsightBanner insights={[]} />);
  expect(screen.getByRole('region').textContent).toBe('Nothing stands out against the period before.');
  cleanup();
  showPage(<InsightBanner insights={undefined} />);
  expect(screen.getByRole('region').textContent).toBe('Comparing with the period before …');
});
