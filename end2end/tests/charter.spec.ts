import { expectError, submit } from '../pages/controls';
import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { inDays, member, members, supportedIdea, team } from '../support/factories';
import { expect, test } from '../support/test';

test('somebody in a seat changes the charter, and the others are asked for their word', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const [joiner, drawer] = await members(2);
  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await expect(joining.main.getByText('Change the charter')).toHaveCount(0);
  await joining.takeSeat('Joinery');
  const drawing = new TeamPage(await browse(drawer));
  await drawing.open(gathering);
  await drawing.takeSeat('Drawing');

  await joining.page.reload();
  await joining.changeCharter({ Weeks: '11', 'When it stops': 'Nobody wants a second shelf.' });
  await expect(joining.main.getByText('11 weeks from launch')).toBeVisible();
  await expect(joining.main.getByText('Version 2: it was changed since the team was started.')).toBeVisible();

  await drawing.page.reload();
  await expect(drawing.main.getByText('The charter changed since you took your seat.')).toBeVisible();
  await drawing.acceptCharter();
  await expect(drawing.main.getByText('The charter changed since you took your seat.')).toHaveCount(0);
});

test('a charter with wrong fields comes back with what was typed', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }]);
  const seen = new TeamPage(await browse(starter));
  await seen.open(gathering);
  await seen.changeCharter({ Purpose: 'Short', Weeks: '99', Due: inDays(90) });
  for (const label of ['Purpose', 'Weeks', 'Due']) {
    await expectError(seen.charterForm.getByLabel(label, { exact: true }));
  }
  await expect(seen.charterForm.getByLabel('Purpose', { exact: true })).toHaveValue('Short');
  await expect(seen.charterForm.getByLabel('Purpose', { exact: true })).toBeFocused();
  await seen.changeCharter({ Purpose: 'Shelves for every lantern there is', Weeks: '9', Due: inDays(20) });
  await expect(seen.main.getByText('9 weeks from launch')).toBeVisible();
});

test('a seat that asks for less, or is taken back, lets the team launch', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 10);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }, { skill: 'Packing' }]);
  const joining = new TeamPage(await browse(await member()));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');

  const seen = new TeamPage(await browse(starter));
  await seen.open(gathering);
  await expect(seen.takeBackButton('Joinery')).toHaveCount(0);
  await seen.changeSeat('Packing', { Need: 'Welcome', 'Hours a week': '1' });
  await expect(seen.seat('Packing').getByText(/welcome, not required/)).toBeVisible();
  await seen.expectGathering();
  await seen.changeSeat('Joinery', { 'How many': '0' });
  await expectError(seen.seatForm('Joinery').getByLabel('How many', { exact: true }));

  await seen.open(gathering);
  await submit(seen.takeBackButton('Drawing'));
  await expect(seen.seat('Drawing')).toHaveCount(0);

  await joining.page.reload();
  await joining.acceptCharter();
  await joining.expectLaunched();
});

test('the starter takes more time, once', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }]);
  const joiner = await member();
  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');
  await expect(joining.endButton).toHaveCount(0);
  await expect(joining.moreTimeButton).toHaveCount(0);

  const seen = new TeamPage(await browse(starter));
  await seen.open(gathering);
  await submit(seen.moreTimeButton);
  await expect(seen.moreTimeButton).toHaveCount(0);
  await expect(seen.main.getByText(/3[45] days left/).first()).toBeVisible();
  const told = new Notices(joining.page);
  await told.open();
  await expect(told.main.getByText('gave your team two more weeks').first()).toBeVisible();
});

test('a team hands its idea back, and whoever sat gets thanks on their page', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(starter, 1);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const joiner = await member();
  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');

  const seen = new TeamPage(await browse(starter));
  await seen.open(gathering);
  await seen.end(/Free for another team/, 'No');
  const wrong = seen.main.getByLabel('Reason', { exact: true }).last();
  await expectError(wrong);
  await expect(wrong).toBeVisible();
  const reason = 'We looked for somebody who draws, and found nobody.';
  await seen.end(/Free for another team/, reason);
  await expect(seen.main.getByRole('heading', { name: 'Handed back to the crowd', exact: true })).toBeVisible();

  const visiting = new TeamPage(await browse());
  await visiting.open(gathering);
  await expect(visiting.main.getByText(reason)).toBeVisible();
  await expect(visiting.main.getByText(joiner.name).first()).toBeVisible();
  await expect(visiting.takeSeatButton('Drawing')).toHaveCount(0);

  await visiting.main.getByRole('link', { name: joiner.name }).first().click();
  await expect(visiting.main.getByRole('heading', { name: 'Thanks', exact: true })).toBeVisible();
  await expect(visiting.main.getByRole('link', { name: made.title })).toBeVisible();

  await joining.page.reload();
  await joining.main.getByRole('link', { name: 'Start another team' }).click();
  await expect(joining.page).toHaveURL(new RegExp(`/ideas/${made.number}/team/new`));
});
