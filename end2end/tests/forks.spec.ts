import { expectError, submit } from '../pages/controls';
import { IdeaPage } from '../pages/idea';
import { IdeaForm } from '../pages/idea-form';
import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { employee } from '../support/demo';
import { idea, launchedTeam, member, unique, vote, withdraw } from '../support/factories';
import { expect, test } from '../support/test';

test('an idea grows from another, both pages say so, and its author hears of it', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const page = await browse(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.buildOn.click();

  // Its words are there to begin with; as they are, they are no idea of one's own.
  const form = new IdeaForm(page);
  await expect(form.title).toHaveValue(made.title);
  await expect(form.body).toHaveValue(/somebody trips over them every week/);
  await expect(form.main.getByText('It grows from #')).toBeVisible();
  await form.post();
  await expectError(form.body);
  await expect(form.body).toHaveAccessibleDescription(/word for word/);
  await expect(form.title).toHaveValue(made.title);

  const title = `Hooks instead of a shelf, ${unique('no ')}`;
  await form.title.fill(title);
  await form.post();
  await expect(shown.heading).toHaveText(title);
  await expect(shown.grownFrom).toBeVisible();
  const back = shown.main.getByRole('link', { name: `#${made.number} ${made.title}`, exact: true });
  await expect(back).toHaveAttribute('href', made.path);
  await expect(shown.main.getByText(author.name).first()).toBeVisible();

  await back.click();
  await expect(shown.heading).toHaveText(made.title);
  await expect(shown.forks.getByRole('link', { name: title, exact: true })).toBeVisible();

  const told = new Notices(await browse(author));
  await told.open();
  await expect(told.about('built a new idea on yours').filter({ hasText: title })).toHaveCount(1);
});

test('visitors sign in first, and come to the same form', async ({ page }) => {
  const made = await idea(await member());
  const shown = new IdeaPage(page);
  await shown.open(made);
  await expect(shown.heading).toHaveText(made.title);
  await expect(shown.buildOn).toHaveCount(0);
  await new IdeaForm(page).openFrom(made);
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=.*from%3D${made.number}$`));
});

test('what employees see among themselves grows on their boards only', async ({ browse }) => {
  const jun = await employee();
  const made = await idea(jun, { board: 'workshop-floor' });
  const page = await browse(jun);
  const form = new IdeaForm(page);
  await form.open();
  await expect(form.board).toBeVisible();
  await form.openFrom(made);
  await expect(form.title).toHaveValue(made.title);
  await expect(form.board).toHaveCount(0);
  const title = `Hooks for the workshop, ${unique('no ')}`;
  await form.title.fill(title);
  await form.post();
  const shown = new IdeaPage(page);
  await expect(shown.heading).toHaveText(title);
  await expect(shown.main.getByRole('link', { name: 'Workshop floor', exact: true })).toBeVisible();

  const outside = new IdeaForm(await browse(await member()));
  const answer = await outside.openFrom(made);
  expect(answer?.status()).toBe(404);
});

test('what was typed stays when the idea it grows from is taken back meanwhile', async ({ browse }) => {
  const author = await member();
  const made = await idea(author);
  const page = await browse(await member());
  const form = new IdeaForm(page);
  await form.openFrom(made);
  const title = `Hooks instead of a shelf, ${unique('no ')}`;
  await form.title.fill(title);
  await withdraw(author, made);
  await form.post();
  await expect(form.main.getByText('Nothing can grow from that idea any more.')).toBeVisible();
  await expect(form.title).toHaveValue(title);
  await form.post();
  const shown = new IdeaPage(page);
  await expect(shown.heading).toHaveText(title);
  await expect(shown.grownFrom).toHaveCount(0);
});

test('whoever stood behind an idea hears that it was delivered', async ({ browse }) => {
  const { starter, joiner, on, made } = await launchedTeam();
  const voter = await member();
  await vote(voter, on);
  const working = new TeamPage(await browse(joiner));
  await working.open(made);
  await submit(working.button('We reached it: A drawing everybody agrees with'));
  const leading = new TeamPage(await browse(starter));
  await leading.open(made);
  const outcome = 'Every lantern in the hall has a place on a shelf of oak.';
  await leading.fillAndSubmit(
    leading.formWith('We delivered'),
    { 'What is there now, and for whom?': outcome },
    'We delivered',
  );
  await expect(leading.main.getByRole('heading', { name: 'Delivered', exact: true })).toBeVisible();

  const told = new Notices(await browse(voter));
  const heard = told.about('Delivered by its team');
  // The server tells followers a moment later.
  await expect(async () => {
    await told.open();
    await expect(heard).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(heard).toContainText(outcome);
  await heard.getByRole('link', { name: on.title, exact: true }).click();
  await expect(told.main.getByRole('heading', { name: 'Delivered', exact: true })).toBeVisible();
});
