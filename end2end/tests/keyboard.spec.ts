import type { Locator, Page } from '@playwright/test';
import { SignUp } from '../pages/account';
import { Board } from '../pages/board';
import { IdeaPage } from '../pages/idea';
import { Site } from '../pages/site';
import { TeamPage } from '../pages/team';
import { idea, member, newcomer, team } from '../support/factories';
import { expect, test } from '../support/test';

/** Goes on with Tab, as a person without a mouse does, until the control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 120; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${control} cannot be reached with Tab`);
}

test('the first stop is the link that skips to the content', async ({ page }) => {
  const site = new Site(page);
  await page.goto('/');
  await page.keyboard.press('Tab');
  await expect(site.skipLink).toBeFocused();
  await expect(site.skipLink).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#/);
  await page.keyboard.press('Tab');
  const inMain = await site.main.evaluate((main) => main.contains(document.activeElement));
  expect(inMain).toBe(true);
});

test('an account is made by keyboard alone', async ({ page }) => {
  const who = newcomer();
  const signUp = new SignUp(page);
  await signUp.open();
  for (const [field, text] of [
    [signUp.displayName, who.name],
    [signUp.email, who.email],
    [signUp.password, who.password],
  ] as const) {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }
  await tabTo(page, signUp.create);
  await page.keyboard.press('Enter');
  await signUp.expectSignedIn(who.name);
});

test('a vote is cast by keyboard alone', async ({ browse }) => {
  const made = await idea(await member());
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  const vote = shown.vote(made.title);
  await tabTo(page, vote.support);
  await page.keyboard.press('Space');
  await vote.expect(2, 'support');
});

test('a seat is taken by keyboard alone', async ({ browse }) => {
  const starter = await member();
  const gathering = await team(starter, await idea(starter), [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const page = await browse(await member());
  const shown = new TeamPage(page);
  await shown.open(gathering);
  await tabTo(page, shown.takeSeatButton('Joinery'));
  await page.keyboard.press('Enter');
  await expect(shown.takeSeatButton('Joinery')).toHaveCount(0);
  await expect(shown.leaveButton).toBeAttached();
});

test('"/" goes to the search @js', async ({ page }) => {
  const board = new Board(page);
  await board.open();
  await board.cards.first().waitFor();
  await page.keyboard.press('/');
  await expect(board.search).toBeFocused();
  await expect(board.search).toHaveValue('');
});
