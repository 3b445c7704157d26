import { Board } from '../pages/board';
import { expectError } from '../pages/controls';
import { IdeaPage } from '../pages/idea';
import { IdeaForm } from '../pages/idea-form';
import { idea, member, unique, vote } from '../support/factories';
import { expect, test } from '../support/test';

const body = 'The **long** benches wobble.\n\n- measure them\n- see [the drawing](https://example.org/bench)';

test('a member posts an idea and lands on it', async ({ browse }) => {
  const page = await browse(await member());
  const title = `Benches that stand still, ${unique('no ')}`;
  const form = new IdeaForm(page);
  await form.open();
  await form.fill({ title, body, kind: 'problem', department: 'service', topics: 'benches, workshop' });
  await form.post();

  await expect(page).toHaveURL(/\/ideas\/\d+\/benches-that-stand-still/);
  const shown = new IdeaPage(page);
  await expect(shown.heading).toHaveText(title);
  await shown.vote(title).expect(1, 'support');
  const path = new URL(page.url()).pathname;

  // Others post at the same time: nothing older may stand before it.
  const board = new Board(page);
  await board.open('?sort=new');
  const numbers = (await board.ideas()).map((href) => Number(/\d+/.exec(href)?.[0]));
  const mine = Number(/\d+/.exec(path)?.[0]);
  expect(numbers).toContain(mine);
  for (const ahead of numbers.slice(0, numbers.indexOf(mine))) expect(ahead).toBeGreaterThan(mine);

  await board.open();
  await expect(board.link(title)).toBeVisible();
});

test('Markdown is shown as what it means', async ({ page }) => {
  const made = await idea(await member(), { body });
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.main.locator('strong', { hasText: 'long' })).toBeVisible();
  await expect(shown.main.getByRole('listitem').filter({ hasText: 'measure them' })).toBeVisible();
  const link = shown.main.getByRole('link', { name: 'the drawing' });
  await expect(link).toHaveAttribute('href', 'https://example.org/bench');
  await expect(link).toHaveAttribute('rel', /nofollow.*ugc.*noopener/);
});

test('scripts that people type stay text', async ({ browse }) => {
  const page = await browse(await member());
  const title = `<script>window.__xss = 'title'</script> ${unique('')}`;
  const evil = [
    "<script>window.__xss = 'body'</script>",
    '<img src="/favicon.svg" onload="window.__xss = \'image\'">',
    '</textarea><script>window.__xss = "field"</script>',
    "[press](javascript:window.__xss='link')",
  ].join('\n\n');
  const form = new IdeaForm(page);
  await form.open();
  await form.fill({ title, body: evil });
  await form.post();

  const shown = new IdeaPage(page);
  await expect(shown.heading).toHaveText(title);
  await shown.comment(evil);
  await expect(shown.main.getByText("window.__xss = 'body'")).toHaveCount(2);
  await expect(page.locator('[href^="javascript:"]')).toHaveCount(0);
  await expect(page.locator('[onload]')).toHaveCount(0);

  // A text field must not be ended from inside either.
  await shown.edit.click();
  await expect(form.title).toHaveValue(title);
  await expect(form.body).toHaveValue(evil);

  await new Board(page).open('?sort=new');
  await expect(page.getByRole('main').getByText(title).first()).toBeVisible();
});

test('a title that is too short is refused at its field, and the body is kept', async ({ browse }) => {
  const page = await browse(await member());
  const form = new IdeaForm(page);
  await form.open();
  await form.fill({ title: 'Short', body, topics: 'benches' });
  await form.post();
  await expectError(form.title);
  await expect(form.title).toBeFocused();
  await expect(form.title).toHaveValue('Short');
  await expect(form.body).toHaveValue(body);
  await expect(form.topics).toHaveValue(/benches/);
});

test('an author edits the idea', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const page = await browse(author);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.edit.click();
  const form = new IdeaForm(page);
  await expect(form.title).toHaveValue(made.title);
  const title = `A better shelf, ${unique('no ')}`;
  await form.title.fill(title);
  await form.save();
  await expect(shown.heading).toHaveText(title);
});

test('nobody else can edit it', async ({ browse }) => {
  const made = await idea(await member());
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.heading).toHaveText(made.title);
  await expect(shown.edit).toHaveCount(0);
  const answer = await page.goto(`/ideas/${made.number}/edit`);
  expect(answer?.status()).toBe(403);
});

test('an author withdraws an idea while nobody else has voted', async ({ browse }) => {
  const author = await member();
  const topic = unique('withdrawn');
  const made = await idea(author, { topics: topic });
  const page = await browse(author);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.withdraw();
  await expect(shown.main.getByText(/withdrawn/i).filter({ visible: true }).first()).toBeVisible();

  const board = new Board(page);
  await board.open(`?topic=${topic}`);
  await expect(board.cards).toHaveCount(0);
});

test('an idea that others voted on cannot be withdrawn by its author', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  await vote(await member(), made);
  const page = await browse(author);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.heading).toHaveText(made.title);
  await expect(shown.withdrawButton).toHaveCount(0);
});
