import { AdminPage } from '../pages/admin';
import { Board } from '../pages/board';
import { IdeaPage } from '../pages/idea';
import { admin } from '../support/demo';
import { comment, idea, newcomer, signedUp, unique } from '../support/factories';
import { expect, test } from '../support/test';

// What a narrow screen must still show, whatever else is tested at which width.
const widths = [320, 390];

const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

for (const width of widths) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 844 } });

    for (const [part, column] of [
      ['members', 'Joined'],
      ['audit', 'Who'],
      ['jobs', 'Last went well'],
    ] as const) {
      test(`every value of ${part} is read without scrolling sideways`, async ({ browse }) => {
        const page = await browse(await admin());
        const site = new AdminPage(page);
        await site.open(part);
        const table = site.main.getByRole('table').first();
        const scrolls = await table.evaluate((element) => {
          const around = element.parentElement!;
          return around.scrollWidth > around.clientWidth;
        });
        expect(scrolls).toBe(false);
        // Still a table to those who hear it, and each value under its column's name to those who see it.
        await expect(table.getByRole('columnheader', { name: column, exact: true })).toHaveCount(1);
        const row = table.getByRole('row').nth(1);
        await expect(row.getByRole('rowheader')).toBeVisible();
        const value = row.locator(`[data-column="${column}"]`);
        await expect(value).toBeInViewport({ ratio: 0.9 });
        expect(await value.evaluate((cell) => getComputedStyle(cell, '::before').content)).toContain(column);
      });
    }

    test('the parts of the administration stand in one line, the present one in sight', async ({ browse }) => {
      const page = await browse(await admin());
      const site = new AdminPage(page);
      for (const [part, name] of [['members', 'Members'], ['settings', 'Settings'], ['system', 'System']] as const) {
        await site.open(part);
        const parts = page.getByRole('navigation', { name: 'Administration' });
        const { height } = (await parts.boundingBox())!;
        expect(height).toBeLessThan(64);
        await expect(parts.getByRole('link', { name, exact: true })).toBeInViewport({ ratio: 0.9 });
        // The last one is reached by keyboard, and then seen.
        const last = parts.getByRole('link', { name: 'System', exact: true });
        await last.focus();
        await expect(last).toBeInViewport({ ratio: 0.9 });
      }
    });

    test('filters are applied by a button in sight', async ({ page }) => {
      const board = new Board(page);
      await board.open('?department=service');
      const apply = board.main.getByRole('button', { name: 'Apply', exact: true });
      await expect(apply).toBeInViewport({ ratio: 1 });
      // Every filter can be brought in front of it.
      for (const name of ['Department', 'Stage', 'Kind', 'Topic']) {
        const filter = board.main.getByLabel(name, { exact: true });
        await filter.focus();
        const [field, button] = [(await filter.boundingBox())!, (await apply.boundingBox())!];
        expect(field.x, name).toBeGreaterThanOrEqual(0);
        expect(field.x, name).toBeLessThan(button.x);
      }
      await board.main.getByLabel('Stage', { exact: true }).selectOption('gathering');
      await apply.click();
      await expect(page).toHaveURL(/stage=gathering/);
    });

    test('boards are put in order at the end of their rows', async ({ browse }) => {
      const site = new AdminPage(await browse(await admin()));
      await site.open('boards');
      const row = site.entry('Ideas');
      const down = row.getByRole('button', { name: 'Move down: Ideas', exact: true });
      const [box, arrow] = [(await row.boundingBox())!, (await down.boundingBox())!];
      const name = (await row.getByRole('link', { name: 'Ideas', exact: true }).boundingBox())!;
      expect(box.x + box.width - (arrow.x + arrow.width), 'at the end').toBeLessThan(24);
      expect(Math.abs(arrow.y + arrow.height / 2 - (name.y + name.height / 2)), 'beside the name').toBeLessThan(24);
    });

    test('the tracker tells its days in one line each', async ({ page }) => {
      const board = new Board(page);
      await board.open('?stage=building');
      await board.page.goto((await board.ideas())[0]!);
      const days = new IdeaPage(page).main.getByRole('list', { name: 'Stage' }).locator('time');
      await expect(days).toHaveCount(3);
      for (const day of await days.all()) {
        const lines = await day.evaluate((element) => element.getClientRects().length);
        expect(lines).toBe(1);
      }
    });

    test('long words, long names and other scripts stay inside', async ({ browse }) => {
      const long = await signedUp({ ...newcomer(), name: `Donaudampf${'schifffahrts'.repeat(3)}kapitän` });
      const arabic = await signedUp({ ...newcomer(), name: 'مريم العبد الله' });
      const made = await idea(long, {
        title: `${'Rindfleischetikettierung'.repeat(4)} ${unique('')}`,
        body: `https://example.com/${'a'.repeat(300)}\n\n| one | two |\n|---|---|\n| ${'b'.repeat(80)} | c |`,
        topics: 'supercalifragilisticexpialid',
      });
      await comment(arabic, made, 'أحب الفوانيس كثيرا. نريد رفا.');
      const page = await browse(long);
      const shown = new IdeaPage(page);
      for (const path of [made.path, '/?sort=new', '/me', '/me/profile', `/ideas/${made.number}/edit`]) {
        await page.goto(path);
        expect(await page.evaluate(sideways), path).toBe(0);
      }
      await shown.open(made);
      const words = shown.commentsBy(arabic.name).getByText('أحب الفوانيس');
      const starts = await words.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
      });
      expect(starts, 'Arabic begins at the right').toBeLessThan(2);
    });
  });
}
