import { brotliCompressSync, constants } from 'node:zlib';
import type { Response } from '@playwright/test';
import { expect, test } from '../support/test';

const limit = 150_000;

function kind(response: Response): string {
  return /\.(wasm|js|css)$/.exec(new URL(response.url()).pathname)?.[1] ?? '';
}

test('the board needs at most 150 kB of scripts and styles', async ({ page }) => {
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));
  // The bundle is fetched by a script, after everything else.
  const bundle = page.waitForResponse(/\.wasm$/);
  await page.goto('/');
  await bundle;

  const sizes: [string, number][] = [];
  for (const response of answers) {
    if (!kind(response)) continue;
    const packed = brotliCompressSync(await response.body(), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
    });
    sizes.push([response.url(), packed.length]);
  }
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  test.info().annotations.push({ type: 'size', description: `${total} bytes: ${JSON.stringify(sizes)}` });
  expect(sizes.some(([url]) => url.endsWith('.js'))).toBe(true);
  expect(sizes.some(([url]) => url.endsWith('.css'))).toBe(true);
  expect(total).toBeLessThanOrEqual(limit);
});

for (const path of ['/sign-in', '/how-ranking-works', '/no/such/page']) {
  test(`${path} has no island and loads no wasm`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const answer = await page.goto(path);
    expect(await answer!.text()).not.toContain('.wasm');
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    expect(asked.filter((url) => url.includes('.wasm'))).toEqual([]);
  });
}
