import { readFile } from 'node:fs/promises';
import { expectError, set, submit } from '../pages/controls';
import { IdeaPage } from '../pages/idea';
import { AuditPage, CarePage } from '../pages/moderation';
import { admin } from '../support/demo';
import { Visitor, comment, idea, member } from '../support/factories';
import { expect, test } from '../support/test';

const reason = 'Please say it again without the names of colleagues.';

/** The short name of a member, from the link to their own page. */
async function handleOf(who: Visitor): Promise<string> {
  const { text } = await who.get('/me/profile');
  const handle = /href="\/people\/([^"]+)"/.exec(text)?.[1];
  if (!handle) throw new Error('no link to the own page');
  return handle;
}

test('a hidden idea is gone for visitors, its author reads why, and one click brings it back', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const care = new CarePage(await browse(await admin()));
  await new IdeaPage(care.page).open(made);
  await care.careLink(made.title).click();
  await care.act('Hide this idea', 'unkind', reason);
  await expect(care.heading).toHaveText(made.title);
  await care.expectReason(reason);

  const visitor = await browse();
  expect((await visitor.goto(made.path))?.status()).toBe(404);
  await expect(visitor.getByText(made.title)).toHaveCount(0);
  await visitor.goto('/?sort=new');
  await expect(visitor.getByText(made.title)).toHaveCount(0);

  const own = new CarePage(await browse(author));
  await own.page.goto('/me/notifications');
  await expect(own.main.getByText('Your idea is hidden:')).toBeVisible();
  await own.expectReason(reason);
  await own.main.getByRole('link', { name: made.title, exact: true }).click();
  await expect(own.heading).toHaveText(made.title);
  await own.expectReason(reason);
  await expect(own.button('Restore')).toHaveCount(0);
  await expect(new IdeaPage(own.page).newComment).toHaveCount(0);

  await care.openList();
  await expect(care.measureOn(made.title)).toContainText('Ada Okafor');
  await submit(care.measureOn(made.title).getByRole('button', { name: 'Restore', exact: true }));
  await expect(care.measureOn(made.title)).toHaveCount(0);
  await care.openList('all');
  await expect(care.measureOn(made.title)).toContainText('Restored by Ada Okafor');
  expect((await visitor.goto(made.path))?.status()).toBe(200);
});

test('a hidden comment is gone for others and marked for its author', async ({ browse }) => {
  const author = await member();
  const made = await idea(await member());
  await comment(author, made, 'Ask Tom, that lazy bones.');
  const page = await browse(await admin());
  const care = new CarePage(page);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await care.careLink(`comment by ${author.name}`).click();
  await care.act('Hide this comment', 'unkind', reason);
  await expect(shown.commentsBy(author.name)).toContainText(reason);

  const visitor = await browse();
  await visitor.goto(made.path);
  await expect(visitor.getByText('lazy bones')).toHaveCount(0);
  const own = new IdeaPage(await browse(author));
  await own.open(made);
  await expect(own.commentsBy(author.name)).toContainText('Your comment is hidden.');

  await submit(shown.commentsBy(author.name).getByRole('button', { name: 'Restore', exact: true }));
  await expect(shown.commentsBy(author.name)).not.toContainText(reason);
  await visitor.reload();
  await expect(visitor.getByText('lazy bones')).toHaveCount(1);
});

test('a closed idea can be read and takes nothing new', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const care = new CarePage(await browse(await admin()));
  await care.openIdea(made);
  await care.act('Close this idea', 'heated', reason);

  const shown = new IdeaPage(await browse(await member()));
  await shown.open(made);
  await expect(shown.main.getByText('Closed for comments, votes, changes and new teams.')).toBeVisible();
  await expect(shown.newComment).toHaveCount(0);
  await expect(shown.startTeam).toHaveCount(0);
  await expect(shown.main.getByRole('button', { name: /^Support/ })).toHaveCount(0);

  await new IdeaPage(care.page).open(made);
  await submit(care.button('Open again'));
  await shown.page.reload();
  await expect(shown.newComment).toBeVisible();
});

test('whoever is suspended is asked to sign in and told why they cannot', async ({ browse }) => {
  const person = await member();
  const handle = await handleOf(person);
  const theirs = await browse(person);
  await theirs.goto('/me/profile');

  const care = new CarePage(await browse(await admin()));
  await care.page.goto(`/people/${handle}`);
  await care.careLink(person.name).click();
  await care.act('Suspend this member', 'spam', reason);
  await expect(care.main.getByText('Suspended. Only care people read this.')).toBeVisible();

  await theirs.goto('/me/notifications');
  await expect(theirs).toHaveURL(/\/sign-in/);
  await set(theirs.getByLabel('Email', { exact: true }), person.email);
  await set(theirs.getByLabel('Password', { exact: true }), person.password);
  await submit(theirs.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }));
  await expect(theirs.getByRole('alert')).toContainText('Your account is suspended until somebody lifts it.');
  await expect(theirs.getByRole('alert')).toContainText(reason);

  await submit(care.button('Lift the suspension'));
  await expect(care.main.getByText('Suspended. Only care people read this.')).toHaveCount(0);
  await set(theirs.getByLabel('Email', { exact: true }), person.email);
  await set(theirs.getByLabel('Password', { exact: true }), person.password);
  await submit(theirs.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }));
  await expect(theirs).toHaveURL(/\/me\/notifications/);
});

test('nothing is done without a reason, and what was typed stays', async ({ browse }) => {
  const made = await idea(await member());
  const care = new CarePage(await browse(await admin()));
  await care.openIdea(made);
  await care.act('Hide this idea', '', 'Too short');
  const field = care.field('Hide this idea', 'Reason');
  await expectError(field);
  await expectError(care.field('Hide this idea', 'Why'));
  await expect(field).toHaveValue('Too short');
  expect((await new Visitor().get(made.path)).status).toBe(200);
});

test('the audit log tells who did what to whom, here and as a file', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const page = await browse(await admin());
  const care = new CarePage(page);
  await care.openIdea(made);
  await care.act('Hide this idea', 'misplaced', reason);
  await submit(care.button('Restore'));

  const log = new AuditPage(page);
  await log.open({ person: await handleOf(author) });
  await expect(log.acts).toHaveText(['restored an idea', 'hid an idea']);
  await expect(log.main).toContainText(reason);
  await expect(log.main.getByRole('link', { name: author.name, exact: true })).toHaveCount(2);

  const [file] = await Promise.all([page.waitForEvent('download'), log.download.click()]);
  const rows = (await readFile(await file.path(), 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(3);
  expect(rows[2]).toContain('idea.hidden');
});

test('care is for those who have it', async ({ browse }) => {
  const person = await member();
  const made = await idea(await member());
  const page = await browse(person);
  await new IdeaPage(page).open(made);
  await expect(page.getByRole('link', { name: /^Care/ })).toHaveCount(0);
  for (const path of ['/moderation', `/moderation/ideas/${made.number}`, '/admin/audit']) {
    expect((await page.goto(path))?.status(), path).toBe(403);
  }
  expect((await new Visitor().get('/admin/audit.csv')).location).toMatch(/^\/sign-in/);
});
