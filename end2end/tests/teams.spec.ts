import { expectError } from '../pages/controls';
import { IdeaPage } from '../pages/idea';
import { TeamPage } from '../pages/team';
import { TeamForm } from '../pages/team-form';
import { member, members, supportedIdea, team } from '../support/factories';
import { expect, test } from '../support/test';

test('two newcomers fill the seats of a supported idea, and the team launches by itself', async ({ browse }) => {
  const made = await supportedIdea(await member(), 10);
  const starter = await member();
  const page = await browse(starter);
  const shown = new IdeaPage(page);
  await shown.open(made);
  await shown.startTeam.click();

  const form = new TeamForm(page);
  await form.purpose.fill('Shelves for every lantern in the hall');
  await form.fillSeat(1, { skill: 'Joinery', level: '2', hours: '3', count: '1' });
  await form.fillSeat(2, { skill: 'Drawing', level: '1', hours: '2', count: '1' });
  await form.firstMilestone.fill('A drawing everybody agrees with');
  await form.submit();

  await expect(page).toHaveURL(/\/teams\/\d+\//);
  const seen = new TeamPage(page);
  await expect(seen.heading).toContainText('Shelves for every lantern in the hall');
  await seen.expectGathering();
  await expect(seen.checklist.getByRole('listitem').filter({ hasText: /support/i })).toBeVisible();
  const path = new URL(page.url()).pathname;

  const [joiner, drawer] = await members(2);
  const joining = new TeamPage(await browse(joiner));
  await joining.page.goto(path);
  await joining.takeSeat('Joinery');
  await expect(joining.main.getByText(joiner!.name).first()).toBeVisible();
  await expect(joining.leaveButton).toBeAttached();
  await joining.expectGathering();

  const drawing = new TeamPage(await browse(drawer));
  await drawing.page.goto(path);
  await drawing.takeSeat('Drawing');
  await drawing.expectLaunched();

  await shown.open(made);
  await expect(shown.stage).toContainText('Building');
  await expect(shown.main.getByText(/\blaunched\b/i).filter({ visible: true }).first()).toBeVisible();
  await expect(shown.teamLinks.first()).toBeVisible();

  const reason = 'My own roof needs me this month.';
  await joining.page.reload();
  await joining.expectLaunched();
  await joining.handBack(reason);
  await expect(joining.main.getByText(reason).first()).toBeVisible();
  await joining.expectLaunched();

  // Everybody sees it, a visitor too.
  const visiting = new TeamPage(await browse());
  await visiting.page.goto(path);
  await expect(visiting.main.getByText(reason).first()).toBeVisible();
});

test('a seat can be left again before launch', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const joining = new TeamPage(await browse(await member()));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');
  await expect(joining.takeSeatButton('Joinery')).toHaveCount(0);
  await joining.leave();
  await expect(joining.takeSeatButton('Joinery').first()).toBeAttached();
  await joining.expectGathering();
});

test('a blocked charter holds the launch until its block is lifted', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 10);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const [joiner, drawer] = await members(2);

  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');
  const reason = 'It does not say who pays for the wood.';
  await joining.blockCharter(reason);
  await expect(joining.main.getByText(reason).first()).toBeVisible();

  const drawing = new TeamPage(await browse(drawer));
  await drawing.open(gathering);
  await drawing.takeSeat('Drawing');
  await expect(drawing.takeSeatButton('Drawing')).toHaveCount(0);
  await drawing.expectGathering();

  await joining.page.reload();
  await joining.acceptCharter();
  await joining.expectLaunched();
});

test('a team without a purpose is refused at its field, and the seats are kept', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const form = new TeamForm(await browse(starter));
  await form.open(made);
  await form.purpose.fill('');
  await form.fillSeat(1, { skill: 'Joinery', level: '2', hours: '3', count: '1' });
  await form.firstMilestone.fill('A drawing everybody agrees with');
  await form.submit();
  await expectError(form.purpose);
  await expect(form.purpose).toBeFocused();
  await expect(form.skill(1)).toHaveValue('Joinery');
  await expect(form.firstMilestone).toHaveValue('A drawing everybody agrees with');
});
