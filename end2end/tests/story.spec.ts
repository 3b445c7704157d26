import { IdeaPage } from '../pages/idea';
import { IdeaForm } from '../pages/idea-form';
import { LedgerPage } from '../pages/ledger';
import { MatchingPage } from '../pages/matching';
import { ProfilePage } from '../pages/profile';
import { TeamPage } from '../pages/team';
import { TeamForm } from '../pages/team-form';
import { submit } from '../pages/controls';
import { type Member, idea, launchedTeam, member, members, unique, vote } from '../support/factories';
import { expect, test } from '../support/test';

test('an idea finds its people, who build it, share the credit and deliver', async ({ browse }) => {
  test.slow();
  const skills = ['Joinery', 'Drawing', 'Glazing'].map((skill) => `${skill} ${unique('')}`);
  const author = await member();
  const page = await browse(author);

  // Heard: somebody posts an idea, others stand behind it.
  const title = `A shelf for ${unique('lanterns')}`;
  const form = new IdeaForm(page);
  await form.open();
  await form.fill({ title, body: 'The lanterns stand on the floor, and somebody trips over them every week.' });
  await form.post();
  await expect(page).toHaveURL(/\/ideas\/\d+\//);
  const path = new URL(page.url()).pathname;
  const made = { number: path.split('/')[2]!, path, title };
  for (const supporter of await members(10)) await vote(supporter, made);

  // A team: the seats it needs.
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.startTeam.click();
  const start = new TeamForm(page);
  await start.purpose.fill('Shelves for every lantern in the hall');
  await start.fillSeat(1, { skill: skills[0]!, level: '2', hours: '3', count: '1' });
  await start.fillSeat(2, { skill: skills[1]!, level: '1', hours: '2', count: '1' });
  await start.fillSeat(3, { skill: skills[2]!, level: '1', hours: '1', count: '1' });
  await start.firstMilestone.fill('One shelf stands and holds ten lanterns');
  await start.submit();
  await expect(page).toHaveURL(/\/teams\/\d+\//);
  const team = { number: new URL(page.url()).pathname.split('/')[2]!, path: new URL(page.url()).pathname };

  // Strangers with the right skills find their seats and take them.
  const crew = (await members(3)) as [Member, Member, Member];
  const seen: TeamPage[] = [];
  for (const [at, stranger] of crew.entries()) {
    const mine = new MatchingPage(await browse(stranger));
    await mine.open();
    await mine.fill({ open: 'yes', hours: '6' });
    await mine.save();
    const profile = new ProfilePage(mine.page);
    await profile.open();
    await profile.fill({ skill: skills[at]!, level: '3' });
    await profile.save();
    await mine.page.goto('/teams');
    const seats = mine.main.getByRole('region', { name: 'Seats for you' });
    await expect(seats).toContainText(skills[at]!);
    await seats.getByRole('link', { name: skills[at]!, exact: true }).first().click();
    const taking = new TeamPage(mine.page);
    await taking.takeSeat(skills[at]!);
    seen.push(taking);
  }
  const [joiner, drawer, glazier] = seen as [TeamPage, TeamPage, TeamPage];

  // The last beam is in: it launches by itself.
  await glazier.expectLaunched();
  await shown.open(made);
  await expect(shown.stage).toContainText('Building');

  // The work: a task, and the milestone.
  await joiner.open(team);
  const first = joiner.main.getByRole('region', { name: 'One shelf stands and holds ten lanterns', exact: true });
  await joiner.addTask(first, 'Saw the boards');
  const task = joiner.task('Saw the boards');
  await submit(task.getByRole('button', { name: 'Take it: Saw the boards', exact: true }));
  await submit(task.getByRole('button', { name: 'Done: Saw the boards', exact: true }));
  await submit(joiner.button('We reached it: One shelf stands and holds ten lanterns'));

  // Fair credit: everybody splits points among the others.
  for (const [at, worker] of [joiner, drawer, glazier].entries()) {
    await worker.open(team);
    await worker.main.getByRole('link', { name: 'Split your points', exact: true }).click();
    const ledger = new LedgerPage(worker.page);
    const others = crew.filter((_, other) => other !== at);
    await ledger.split({ [others[0]!.name]: '70', [others[1]!.name]: '30' });
  }
  const ledger = new LedgerPage(glazier.page);
  await ledger.expectCounted();
  for (const one of crew) await expect(ledger.row(one.name)).toContainText('%');
  await expect(ledger.row(author.name)).toContainText('10.0 %');

  // Delivered.
  const leading = new TeamPage(page);
  await leading.open(team);
  await leading.fillAndSubmit(
    leading.formWith('We delivered'),
    { 'What is there now, and for whom?': 'Every lantern in the hall has a place on a shelf of oak.' },
    'We delivered',
  );
  await expect(leading.main.getByRole('heading', { name: 'Delivered', exact: true })).toBeVisible();
  await shown.open(made);
  await expect(shown.stage).toContainText('Delivered');
  const visiting = await browse();
  await visiting.goto('/teams?stage=delivered');
  await expect(visiting.getByRole('main').getByRole('link', { name: title })).toBeVisible();
});

test('the shares can be disputed once, and others do not see them', async ({ browse }) => {
  const author = await member();
  const on = await idea(author);
  for (const supporter of await members(10)) await vote(supporter, on);
  const page = await browse(author);
  const start = new TeamForm(page);
  await start.open(on);
  await start.purpose.fill('Shelves for every lantern in the hall');
  await start.fillSeat(1, { skill: 'Joinery', level: '2', hours: '3', count: '3' });
  await start.firstMilestone.fill('One shelf stands and holds ten lanterns');
  await start.submit();
  const path = new URL(page.url()).pathname;
  const team = { number: path.split('/')[2]!, path };
  const crew = (await members(3)) as [Member, Member, Member];
  const seen: TeamPage[] = [];
  for (const one of crew) {
    const taking = new TeamPage(await browse(one));
    await taking.open(team);
    await taking.takeSeat('Joinery');
    seen.push(taking);
  }
  const first = seen[0]!;
  await first.open(team);
  await submit(first.button('We reached it: One shelf stands and holds ten lanterns'));

  const ledger = new LedgerPage(first.page);
  await ledger.open(team);
  await ledger.split({ [crew[1].name]: '70', [crew[2].name]: '20' });
  await expect(ledger.main.getByText('Together these are 90; they should be 100.')).toBeVisible();
  await expect(ledger.main.getByLabel(crew[2].name, { exact: true })).toHaveValue('20');
  await ledger.split({ [crew[2].name]: '30' });
  await expect(ledger.main.getByText('1 of 3 have split their points.')).toBeVisible();
  for (const at of [1, 2]) {
    const other = new LedgerPage(seen[at]!.page);
    await other.open(team);
    await other.split({});
  }
  await ledger.open(team);
  await ledger.expectCounted();
  await ledger.dispute('I glued the boards alone, at night.');
  await expect(ledger.main.getByText('I glued the boards alone, at night.')).toBeVisible();
  await expect(ledger.give).toBeVisible();

  const visiting = new LedgerPage(await browse());
  await visiting.open(team);
  await expect(visiting.main.getByText('Only the team and the authors of the idea see the shares.')).toBeVisible();
  await expect(visiting.main.getByText('I glued the boards alone, at night.')).toHaveCount(0);
});

test('a team stops well, and tells what it learned', async ({ browse }) => {
  const { starter, joiner, made } = await launchedTeam();
  const seen = new TeamPage(await browse(starter));
  await seen.open(made);
  await seen.fillAndSubmit(
    seen.formWith('Stop here'),
    { 'What we tried': 'Short', 'What we found': 'It bends under more than ten lanterns, whatever wood we take.' },
    'Stop here',
  );
  await expect(seen.formWith('Stop here').getByLabel('What we tried', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await seen.fillAndSubmit(
    seen.formWith('Stop here'),
    { 'What we tried': 'A shelf of the boards that we had lying in the yard.', 'Who should know': 'Purchasing' },
    'Stop here',
  );
  await expect(seen.main.getByRole('heading', { name: 'Stopped, and learned', exact: true })).toBeVisible();
  await expect(seen.main.getByText('It bends under more than ten lanterns')).toBeVisible();
  await expect(seen.main.getByText(joiner.name).first()).toBeVisible();
});
