import { expectError, reveal, submit } from '../pages/controls';
import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { admin } from '../support/demo';
import { inDays, launchedTeam, member } from '../support/factories';
import { expect, test } from '../support/test';

test('a task is added, taken and done, and its milestone reached', async ({ browse }) => {
  const { starter, joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const first = seen.main.getByRole('region', { name: 'A drawing everybody agrees with', exact: true });
  await expect(first).toBeVisible();
  await seen.addTask(first, 'x');
  await expectError(first.getByLabel('What is to be done', { exact: true }).last());
  await seen.addTask(first, 'Saw the boards');
  const task = seen.task('Saw the boards');
  await expect(task).toBeVisible();
  await submit(task.getByRole('button', { name: 'Take it: Saw the boards', exact: true }));
  await expect(task.getByText(/theirs until/)).toBeVisible();
  await expect(seen.button('We reached it: A drawing everybody agrees with')).toHaveCount(0);
  await submit(task.getByRole('button', { name: 'Done: Saw the boards', exact: true }));
  await expect(first.getByText('1 of 1 task done, 100 %')).toBeVisible();
  await submit(seen.button('We reached it: A drawing everybody agrees with'));
  await expect(seen.main.getByText('1 milestone reached', { exact: true })).toBeVisible();
  await expect(seen.button('We reached it: A drawing everybody agrees with')).toHaveCount(0);

  const told = new Notices(await browse(starter));
  await told.open();
  await expect(told.about('reached a milestone of the team').first()).toBeVisible();
});

test('a second milestone is set, changed and taken back', async ({ browse }) => {
  const { joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const form = () => seen.formWith('Add this milestone');
  await seen.fillAndSubmit(form(), { 'What it shows': 'Ten', Due: '2020-01-01' }, 'Add this milestone');
  await expectError(form().getByLabel('What it shows', { exact: true }));
  await expectError(form().getByLabel('Due', { exact: true }));
  await expect(form().getByLabel('What it shows', { exact: true })).toHaveValue('Ten');
  await seen.fillAndSubmit(form(), { 'What it shows': 'Ten shelves that stand', Due: inDays(20) }, 'Add this milestone');
  const second = seen.main.getByRole('region', { name: 'Ten shelves that stand', exact: true });
  await expect(second).toBeVisible();
  const take = second.getByRole('button', { name: 'Take back this milestone: Ten shelves that stand', includeHidden: true });
  await submit(take);
  await expect(second).toHaveCount(0);
});

test('a week is told of, with who put in their hours', async ({ browse }) => {
  const { joiner, drawer, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const button = await reveal(seen.button('Post the update'));
  const form = seen.formWith('Post the update');
  await form.getByLabel('How did it go?', { exact: true }).fill('Short');
  await form.getByLabel(drawer.name, { exact: true }).uncheck();
  await submit(button);
  await expectError(seen.formWith('Post the update').getByLabel('How did it go?', { exact: true }));
  await expect(seen.formWith('Post the update').getByLabel(drawer.name, { exact: true })).not.toBeChecked();
  await expect(seen.formWith('Post the update').getByLabel(joiner.name, { exact: true })).toBeChecked();
  await seen
    .formWith('Post the update')
    .getByLabel('How did it go?', { exact: true })
    .fill('The boards are sawn.\nThe glue is on its way.');
  await submit(seen.button('Post the update'));
  await expect(seen.main.getByRole('article').getByText('The boards are sawn.')).toBeVisible();
  await expect(seen.main.getByText(`${joiner.name} was at it`)).toBeVisible();

  const visiting = new TeamPage(await browse());
  await visiting.open(made);
  await expect(visiting.main.getByRole('article').getByText('The boards are sawn.')).toBeVisible();
  await expect(visiting.main.getByRole('button')).toHaveCount(0);
  await expect(visiting.main.getByRole('heading', { name: 'How it goes', exact: true })).toBeVisible();
});

test('a link is kept beside the work, and one that runs is refused', async ({ browse }) => {
  const { joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const words = { 'What it leads to': 'The plan', Address: 'javascript:alert(1)' };
  await seen.fillAndSubmit(seen.formWith('Keep this link'), words, 'Keep this link');
  await expectError(seen.formWith('Keep this link').getByLabel('Address', { exact: true }));
  await seen.fillAndSubmit(
    seen.formWith('Keep this link'),
    { ...words, Address: 'https://plans.example/shelf' },
    'Keep this link',
  );
  const link = seen.main.getByRole('link', { name: 'The plan', exact: true });
  await expect(link).toHaveAttribute('href', 'https://plans.example/shelf');
  await submit(seen.button('Remove this link: The plan'));
  await expect(link).toHaveCount(0);
});

test('the lead is handed over, and a seat is added after the launch', async ({ browse }) => {
  const { starter, joiner, drawer, made } = await launchedTeam();
  const seen = new TeamPage(await browse(starter));
  await seen.open(made);
  const form = seen.formWith('Hand it over');
  await reveal(seen.button('Hand it over'));
  await form.getByLabel('To whom', { exact: true }).selectOption({ label: joiner.name });
  await submit(seen.button('Hand it over'));
  const lead = seen.main.getByRole('region', { name: 'Who leads', exact: true });
  await expect(lead.getByText(joiner.name)).toBeVisible();
  await expect(seen.button('Hand it over')).toHaveCount(0);

  const leading = new TeamPage(await browse(joiner));
  await leading.open(made);
  await expect(leading.button('Stop here')).toBeAttached();
  await leading.fillAndSubmit(leading.formWith('Add this seat'), { Skill: 'Glazing' }, 'Add this seat');
  await expect(leading.seat('Glazing')).toBeVisible();
  const drawing = new TeamPage(await browse(drawer));
  await drawing.open(made);
  await expect(drawing.main.getByText('The charter changed since you took your seat.')).toHaveCount(0);
});

test('strangers see the work and cannot change it', async ({ browse }) => {
  const { made } = await launchedTeam();
  const seen = new TeamPage(await browse(await member()));
  await seen.open(made);
  await expect(seen.main.getByRole('heading', { name: 'Milestones', exact: true })).toBeVisible();
  await expect(seen.main.getByText('Add a milestone')).toHaveCount(0);
  await expect(seen.main.getByText('Add a link')).toHaveCount(0);
});

test('a file is kept beside the work, saved by members, and taken away', async ({ browse }) => {
  const { joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const add = await reveal(seen.button('Keep this file'));
  await add.click();
  await expectError(seen.main.getByLabel('File', { exact: true }));
  await seen.main.getByLabel('File', { exact: true }).setInputFiles({
    name: 'sheet of boards.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('length,width\n120,18\n'),
  });
  await seen.button('Keep this file').click();
  const kept = seen.main.getByRole('link', { name: 'sheet of boards.csv', exact: true });
  await expect(kept).toBeVisible();
  const reader = await browse(await member());
  await reader.goto(made.path);
  const download = reader.waitForEvent('download');
  await reader.getByRole('main').getByRole('link', { name: 'sheet of boards.csv', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('sheet of boards.csv');
  await submit(seen.button('Remove this file: sheet of boards.csv'));
  await expect(kept).toHaveCount(0);
});

test('a moderator takes away a link that nobody should follow', async ({ browse }) => {
  const { joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(joiner));
  await seen.open(made);
  const words = { 'What it leads to': 'Cheap glue', Address: 'https://glue.example/' };
  await seen.fillAndSubmit(seen.formWith('Keep this link'), words, 'Keep this link');
  const stranger = new TeamPage(await browse(await member()));
  await stranger.open(made);
  await expect(stranger.button('Remove this link: Cheap glue')).toHaveCount(0);

  const page = await browse(await admin());
  const cared = new TeamPage(page);
  await cared.open(made);
  await submit(cared.button('Remove this link: Cheap glue'));
  await expect(cared.main.getByRole('link', { name: 'Cheap glue', exact: true })).toHaveCount(0);
  await page.goto('/admin/audit?kind=link.removed');
  await expect(page.getByRole('main')).toContainText("took away a team's link");
  await expect(page.getByRole('main')).toContainText(joiner.name);
});

test('tasks are moved by keyboard alone', async ({ browse }) => {
  const { joiner, made } = await launchedTeam();
  const page = await browse(joiner);
  const seen = new TeamPage(page);
  await seen.open(made);
  const first = seen.main.getByRole('region', { name: 'A drawing everybody agrees with', exact: true });
  await seen.addTask(first, 'Saw the boards');
  const task = seen.task('Saw the boards');
  const reach = async (button: string): Promise<void> => {
    const control = task.getByRole('button', { name: button, exact: true });
    for (let tabs = 0; tabs < 200; tabs += 1) {
      if (await control.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(control).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await reach('Take it: Saw the boards');
  await expect(task.getByText(/theirs until/)).toBeVisible();
  await reach('Done: Saw the boards');
  await expect(first.getByText('1 of 1 task done, 100 %')).toBeVisible();
});
