import { Board } from '../pages/board';
import { IdeaPage } from '../pages/idea';
import { idea, member, unique } from '../support/factories';
import { expect, test } from '../support/test';

test('a member supports, opposes, and takes the vote back', async ({ browse }) => {
  const made = await idea(await member());
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  const vote = shown.vote(made.title);
  await vote.expect(1, 'none');

  await vote.pressSupport();
  await vote.expect(2, 'support');
  await page.reload();
  await vote.expect(2, 'support');

  await vote.pressOppose();
  await vote.expect(1, 'oppose');
  await page.reload();
  await vote.expect(1, 'oppose');

  await vote.pressOppose();
  await vote.expect(1, 'none');
  await page.reload();
  await vote.expect(1, 'none');
});

test('a member votes on the board', async ({ browse }) => {
  const topic = unique('votes');
  const made = await idea(await member(), { topics: topic });
  const page = await browse(await member());
  const board = new Board(page);
  await board.open(`?topic=${topic}`);
  const vote = board.vote(made.title);
  await vote.pressSupport();
  await vote.expect(2, 'support');

  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.vote(made.title).expect(2, 'support');
});

test('the count is tied to the button', async ({ page }) => {
  const made = await idea(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.vote(made.title).support).toHaveAccessibleDescription(/\b1\b/);
});

test('a visitor who votes is asked to sign in', async ({ page }) => {
  const made = await idea(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.vote(made.title).support.click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('a vote does not reload the page @js', async ({ browse }) => {
  const made = await idea(await member());
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await page.locator('html[data-hydrated]').waitFor();
  let navigations = 0;
  page.on('framenavigated', () => (navigations += 1));
  const vote = shown.vote(made.title);
  await vote.pressSupport();
  await vote.expect(2, 'support');
  expect(navigations).toBe(0);
});
