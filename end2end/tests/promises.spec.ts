import { submit } from '../pages/controls';
import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { member, members, supportedIdea, team } from '../support/factories';
import { expect, test } from '../support/test';

test('whoever falls silent is asked, and says that they are still there', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 10);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const [joiner, drawer] = await members(2);
  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');
  const drawing = new TeamPage(await browse(drawer));
  await drawing.open(gathering);
  await drawing.takeSeat('Drawing');
  await drawing.expectLaunched();

  await joining.page.reload();
  const ask = (name: string) => joining.main.getByRole('button', { name: `Ask ${name}`, includeHidden: true });
  await expect(ask(joiner!.name)).toHaveCount(0);
  await submit(ask(drawer!.name));
  await expect(joining.seat('Drawing').getByText(/asked to answer by/)).toBeVisible();
  await expect(ask(drawer!.name)).toHaveCount(0);

  const told = new Notices(drawing.page);
  await told.open();
  await expect(told.about('asks whether you are still with the team').first()).toBeVisible();
  await drawing.open(gathering);
  const here = drawing.main.getByRole('button', { name: 'I am still here', exact: true });
  await expect(drawing.main.getByText(/Your team asks whether you are still there/)).toBeVisible();
  await submit(here);
  await expect(here).toHaveCount(0);
  await joining.page.reload();
  await expect(joining.seat('Drawing').getByText(/asked to answer by/)).toHaveCount(0);
});

test('hours promised to other teams are told before another seat is taken', async ({ browse }) => {
  const starter = await member();
  const first = await team(starter, await supportedIdea(starter, 1), [{ skill: 'Joinery', hours: 4 }]);
  const second = await team(starter, await supportedIdea(starter, 1), [{ skill: 'Drawing', hours: 3 }]);
  const joiner = await member();
  const joining = new TeamPage(await browse(joiner));
  await joining.open(first);
  await expect(joining.main.getByText(/to other teams already/)).toHaveCount(0);
  await joining.takeSeat('Joinery');
  await joining.open(second);
  await expect(joining.main.getByText('You promised 4 hours a week to other teams already.')).toBeVisible();

  const visiting = new TeamPage(await browse());
  await visiting.open(first);
  await visiting.main.getByRole('link', { name: joiner.name }).first().click();
  await expect(visiting.main.getByText(/Only you see this line/)).toHaveCount(0);
  await joining.page.goto(visiting.page.url());
  await expect(joining.main.getByText('You promised 4 hours a week to teams. Only you see this line.')).toBeVisible();
});
