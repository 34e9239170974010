import { expect, test } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessibility.ts';

test('an instructor opens a class and gets its code, its QR code and a secret link', async ({ page }) => {
  await page.goto('/');
  await expectAccessible(page);
  await page.getByLabel('Title (optional)').fill('Volumes <b>that</b> survive');
  await page.getByRole('button', { name: 'Open a class' }).click();
  await expect(page.getByRole('heading', { name: '“Volumes <b>that</b> survive” is open' })).toBeFocused();
  const code = (await page.getByTestId('join-code').textContent()) ?? '';
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
  await expect(page.getByRole('img', { name: new RegExp(`^QR code of http://.*/c/${code}$`) })).toBeVisible();
  const link = page.getByTestId('instructor-link');
  await expect(link).toBeHidden();
  await page.getByText('Show the secret link').click();
  await expect(link).toHaveText(new RegExp(`/c/${code}#instructor=[A-Za-z0-9_-]{43}$`));
  await expectAccessible(page);
});

test('a code that cannot be one, and one that is not known, are refused in words', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Join code').fill('O0I1');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    'A code has 6 letters and digits, such as 4KX7QM.',
  );
  await page.getByLabel('Join code').fill('zzz-zzz');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('There is no class with this code.');
  await expectAccessible(page);
});

test('a chosen theme is there from the first picture of the next visit on', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Theme').selectOption('Projector');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  const again = await page.request.get('/');
  expect(await again.text()).toContain('data-theme="projector"');
  await page.reload();
  await expect(page.getByLabel('Theme')).toHaveValue('projector');
  await expectAccessible(page);
});

test('pages forbid scripts, frames and sources that are not ours', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  const answer = await page.goto('/');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic';/);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-/);
  await page.getByRole('button', { name: 'Open a class' }).click();
  await expect(page.getByTestId('join-code')).toBeVisible();
  expect(violations).toEqual([]);
});
