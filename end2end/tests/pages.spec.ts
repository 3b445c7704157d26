import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { everyPage, visit } from '../support/every-page';
import { expect, test } from '../support/scene';

const shots = join(__dirname, '../shots');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    // Moving colours would be measured half-way.
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } });

    for (const seen of everyPage) {
      test(`${seen.name} is accessible and fits`, async ({ browse, scene }, info) => {
        const { path, who } = visit(seen, scene);
        const page = await browse(who);
        const answer = await page.goto(path);
        expect(answer?.status()).toBe(seen.status ?? 200);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);

        const width = page.viewportSize()!.width;
        const name = `${seen.name}-${width}-${theme}.png`;
        // The browser's own style for screenshots would offend the page's content policy.
        await page.screenshot({ path: join(shots, name), fullPage: true, caret: 'initial', animations: 'allow' });

        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect.soft(wide, 'no scrolling sideways').toBeLessThanOrEqual(width);

        // The bar of a phone covers whatever is scrolled under it; on a page seen whole it covers nothing.
        const high = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width, height: high });
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        const told = violations.map(({ id, nodes }) => {
          const [first] = nodes;
          return `${id}, ${nodes.length} times, first ${first?.html}: ${first?.failureSummary}`;
        });
        expect.soft(told, `axe on ${path} (${info.project.name})`).toEqual([]);
      });
    }
  });
}
