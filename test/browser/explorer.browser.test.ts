import { beforeAll, describe, expect, it } from '@jest/globals';
import { DASHBOARD_URL, openTab } from './browser.ts';

/** What would run, restyle or turn around a page that took it for anything but text. */
const HOSTILE = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg onload="window.hacked = 1">',
  'javascript:window.hacked=1',
  '\u001b[31mred\u001b[0m and \u001b]8;;javascript:1\u0007link',
  '\u202egnp.exe\u202c \u2066hidden\u2069',
  `long ${'x'.repeat(100_000)}`,
  '</style><style>*{display:none}</style>',
];

beforeAll(async () => {
  const headers = { 'content-type': 'application/json' };
  const logs = HOSTILE.map((message) => ({ service: 'hostile', message, attributes: { '<b>key</b>': message } }));
  const answer = await fetch(`${DASHBOARD_URL}/api/v1/logs?ack=indexed`, {
    method: 'POST',
    headers,
    body: JSON.stringify(logs),
  });
  expect(answer.status).toBe(201);
}, 60_000);

describe('the explorer', () => {
  it('finds what is asked for, shows one log whole, and goes back', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(`${DASHBOARD_URL}/explorer`);
    await page.getByRole('textbox').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('"out of memory" level:fatal service:billing');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=%22out/);
    const cell = page.getByText('out of memory: killing worker 7').first();
    await cell.click();
    await page.waitForURL(/id=/);
    await page.getByRole('tab', { name: 'Explain' }).click();
    await page
      .getByText(/category-[0-9a-f]{8}/)
      .first()
      .waitFor();
    await page.goBack();
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([0.1, 0.45, 0.55, 0.9])('has the note of a bar within a phone, at %d of its width', async (share) => {
    const { page, context } = await openTab({ viewport: { width: 390, height: 844 } });
    await page.goto(`${DASHBOARD_URL}/explorer`);
    const bars = page.getByRole('slider', { name: /^Logs over time/ });
    const place = await bars.boundingBox();
    if (!place) throw new Error('the histogram has no place');
    await page.mouse.move(place.x + share * place.width, place.y + 10);
    const note = await bars
      .getByText(/\d logs?$/)
      .locator('..')
      .boundingBox();
    expect(note?.x).toBeGreaterThanOrEqual(0);
    expect((note?.x ?? 0) + (note?.width ?? 0)).toBeLessThanOrEqual(390);
    await context.close();
  });

  it('marks a mistake in a query, keeps what it has, and finds more once it is mended', async () => {
    const { page, context } = await openTab({}, /400/);
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    const fatal = page.getByText('out of memory: killing worker 7').first();
    await fatal.waitFor();
    await page.getByRole('textbox').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(' b)');
    await page.keyboard.press('Enter');
    await page
      .getByRole('alert')
      .getByText(/column 14/)
      .waitFor();
    expect(await page.locator('.query-fault').innerText()).toBe(')');
    await page.getByText('These are still the logs of the query before.').waitFor();
    expect(await fatal.isVisible()).toBe(true);
    for (let letter = 0; letter < 3; letter++) await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.getByText(/column 14/).waitFor({ state: 'hidden' });
    expect(await page.getByText('These are still the logs').count()).toBe(0);
    await context.close();
  });

  it('takes what is typed before its editor has come, and goes on in the editor', async () => {
    const { page, faults, context } = await openTab();
    let letGo = (): void => {};
    const isLetGo = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(/query-editor/, async (route) => {
      await isLetGo;
      await route.continue();
    });
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Afatal`);
    await page.getByText('out of memory: killing worker 7').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(' (service:billing OR ');
    await page.keyboard.press('ArrowLeft');
    letGo();
    await page.keyboard.type(' killing) ', { delay: 5 });
    const editor = page.locator('.cm-content');
    await editor.waitFor();
    await page.keyboard.type('worker');
    // the caret stood before the last space
    expect(await editor.textContent()).toBe('level:fatal (service:billing OR killing) worker ');
    await page.keyboard.press('Enter');
    await page.waitForURL(/killing/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows hostile text as text', async () => {
    const { page, faults, context } = await openTab();
    await page.goto(`${DASHBOARD_URL}/explorer?q=service%3Ahostile`);
    await page.getByText('window.hacked = 1').first().click();
    await page.getByRole('tab', { name: 'Raw' }).click();
    await page.getByRole('tabpanel', { name: 'Raw' }).getByText('window.hacked').first().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1_280);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('says so when the server does not answer, and recovers by itself', async () => {
    const { page, context } = await openTab({}, /ERR_|Failed to load|503/);
    await page.goto(`${DASHBOARD_URL}/explorer?q=level%3Aerror`);
    await page.getByRole('row').nth(2).waitFor();
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page
      .getByText(/does not answer|No connection/)
      .first()
      .waitFor();
    await context.setOffline(false);
    await page
      .getByText(/No connection/)
      .first()
      .waitFor({ state: 'hidden' });
    await context.close();
  });
});
