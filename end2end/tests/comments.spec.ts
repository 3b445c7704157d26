import { SignIn } from '../pages/account';
import { expectError, submit } from '../pages/controls';
import { IdeaPage } from '../pages/idea';
import { comment, idea, member } from '../support/factories';
import { expect, test } from '../support/test';

test('a member comments, edits the comment and deletes it', async ({ browse }) => {
  const author = await member();
  const made = await idea(await member());
  const page = await browse(author);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.comment('I could lend a **router**.');

  const mine = shown.commentsBy(author.name);
  await expect(mine).toHaveCount(1);
  await expect(mine).toContainText('I could lend a router.');
  await expect(shown.newComment).toHaveValue('');

  await shown.editComment(mine, 'I could lend two routers.');
  await expect(mine).toContainText('I could lend two routers.');
  await page.reload();
  await expect(mine).toContainText('I could lend two routers.');

  await shown.deleteComment(mine);
  await expect(shown.main.getByText('I could lend two routers.')).toHaveCount(0);
  await page.reload();
  await expect(shown.heading).toHaveText(made.title);
  await expect(shown.main.getByText('I could lend two routers.')).toHaveCount(0);
});

test('a member answers a comment', async ({ browse }) => {
  const first = await member();
  const second = await member();
  const made = await idea(first);
  await comment(first, made, 'Who knows a sawmill?');
  const page = await browse(second);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.reply(shown.commentsBy(first.name), 'My neighbour runs one.');
  await expect(shown.commentsBy(second.name)).toContainText('My neighbour runs one.');
});

test("others' comments cannot be changed", async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  await comment(author, made, 'Mine alone.');
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.commentsBy(author.name)).toContainText('Mine alone.');
  await shown.expectNoControls(shown.commentsBy(author.name));
});

test('a visitor signs in while commenting, and finds the words in sight, ready to be sent', async ({ page }) => {
  const author = await member();
  const made = await idea(author, { body: 'A long story.\n\n'.repeat(60) });
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.comment('I have two boards of oak.');
  await new SignIn(page).signIn(author.email, author.password);

  await expect(shown.newComment).toHaveValue('I have two boards of oak.');
  await expect(shown.newComment).toBeInViewport();
  await expect(shown.newComment).toBeFocused();
  await submit(shown.commentButton);
  await expect(shown.commentsBy(author.name)).toContainText('I have two boards of oak.');
});

test('an empty comment is refused at its field', async ({ browse }) => {
  const made = await idea(await member());
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.comment('   ');
  await expectError(shown.newComment);
  await expect(shown.newComment).toBeFocused();
});
