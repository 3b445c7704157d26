import { AdminPage } from '../pages/admin';
import { Site } from '../pages/site';
import { admin } from '../support/demo';
import { png } from '../support/png';
import { serveDemo } from '../support/server';
import { expect, test } from '../support/test';

// A logo stands on every page, so these have a server of their own.
test.describe.configure({ mode: 'default', timeout: 120_000 });

let stop: () => Promise<void>;
let shared: string | undefined;

test.beforeAll(async ({}, info) => {
  shared = process.env.BARNRAISE_TEST_URL;
  const server = await serveDemo(`logo-${info.project.name}`);
  process.env.BARNRAISE_TEST_URL = server.url;
  stop = server.stop;
});

test.afterAll(async () => {
  process.env.BARNRAISE_TEST_URL = shared;
  await stop();
});

for (const [shape, width, height] of [
  ['very wide', 2000, 40],
  ['very tall', 40, 2000],
  ['tiny', 1, 1],
] as const) {
  test(`a ${shape} logo leaves the name and the rest of the header in place`, async ({ browse }) => {
    const settings = new AdminPage(await browse(await admin()));
    await settings.open('settings');
    await settings.field('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(width, height) });
    await settings.press(/^(Put up|Replace) logo$/);

    const page = await browse();
    const site = new Site(page);
    for (const wide of [320, 390, 1280]) {
      await page.setViewportSize({ width: wide, height: 800 });
      await page.goto('/');
      const logo = await site.brand.locator('img').boundingBox();
      expect(logo!.height, 'as high as a line of the header').toBeLessThanOrEqual(48);
      expect(logo!.height).toBeGreaterThanOrEqual(24);
      expect(logo!.width).toBeGreaterThanOrEqual(24);
      expect(logo!.width).toBeLessThanOrEqual(wide / 3);
      const name = await site.brand.getByText('Harrow & Pine').boundingBox();
      expect(name!.width, 'the name is read whole').toBeGreaterThan(90);
      expect(name!.x, 'beside the logo').toBeGreaterThanOrEqual(logo!.x + logo!.width);
      await expect(site.search).toBeInViewport();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(wide);
    }
  });
}
