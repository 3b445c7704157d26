import { Site } from '../pages/site';
import { expect, test } from '../support/test';

for (const [what, path] of [
  ['page', '/no/such/page'],
  ['idea', '/ideas/999999999/gone'],
  ['team', '/teams/999999999/gone'],
  ['person', '/people/nobody-by-that-name'],
]) {
  test(`an unknown ${what} is answered with 404 and ways on`, async ({ page }) => {
    const answer = await page.goto(path!);
    expect(answer?.status()).toBe(404);
    const site = new Site(page);
    await expect(site.heading).toBeVisible();
    await site.main.locator('a[href="/"]').first().click();
    await expect(page).toHaveURL(/\/$/);
  });
}
