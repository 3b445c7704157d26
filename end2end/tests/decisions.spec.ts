import { expectError, reveal, submit } from '../pages/controls';
import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { launchedTeam, member, unique } from '../support/factories';
import { expect, test } from '../support/test';

test('a proposal is objected to, worded anew, and nobody objects any more', async ({ browse }) => {
  const { joiner, drawer, made } = await launchedTeam();
  const [oak, ash] = [`We build it of ${unique('oak')}`, `We build it of ${unique('ash')}`];
  const mine = new TeamPage(await browse(joiner));
  await mine.open(made);
  const form = () => mine.formWith('Ask the team');
  await mine.fillAndSubmit(form(), { 'What do you propose?': 'Oak', 'Days to object': '30' }, 'Ask the team');
  await expectError(form().getByLabel('What do you propose?', { exact: true }));
  await expectError(form().getByLabel('Days to object', { exact: true }));
  await expect(form().getByLabel('What do you propose?', { exact: true })).toHaveValue('Oak');
  await mine.fillAndSubmit(form(), { 'What do you propose?': oak, 'Days to object': '2' }, 'Ask the team');
  const proposal = (title: string, seen = mine) => seen.main.getByRole('listitem').filter({ hasText: title }).first();
  await expect(proposal(oak)).toContainText('if nobody objects');

  const theirs = new TeamPage(await browse(drawer));
  const told = new Notices(theirs.page);
  await told.open();
  await expect(told.about('asks for a decision')).toContainText(joiner.name);
  await theirs.open(made);
  await reveal(theirs.button('Object'));
  await theirs.formWith('Object').getByLabel('Reason', { exact: true }).fill('The oak is not dry before June.');
  await submit(theirs.button('Object'));
  await expect(proposal(oak, theirs)).toContainText('Held by an objection');

  const heard = new Notices(mine.page);
  await heard.open();
  await expect(heard.about('objects to what you proposed')).toContainText(drawer.name);
  await mine.open(made);
  await mine.fillAndSubmit(mine.formWith('Propose it like this'), { 'What do you propose?': ash }, 'Propose it like this');
  await expect(proposal(ash)).toContainText('The oak is not dry before June.');
  await expect(proposal(ash)).toContainText('no longer stands');
  await expect(proposal(ash)).toContainText('if nobody objects');
});

test('an objection is taken back, and a proposal withdrawn', async ({ browse }) => {
  const { joiner, drawer, made } = await launchedTeam();
  const title = `We build it of ${unique('oak')}`;
  const mine = new TeamPage(await browse(joiner));
  await mine.open(made);
  await mine.fillAndSubmit(mine.formWith('Ask the team'), { 'What do you propose?': title }, 'Ask the team');
  const theirs = new TeamPage(await browse(drawer));
  await theirs.open(made);
  await reveal(theirs.button('Object'));
  await theirs.formWith('Object').getByLabel('Reason', { exact: true }).fill('The oak is not dry before June.');
  await submit(theirs.button('Object'));
  await submit(theirs.button(`I object no more: ${title}`));
  await expect(theirs.main).not.toContainText('Held by an objection');
  await mine.open(made);
  await submit(mine.button(`Withdraw this: ${title}`));
  await expect(mine.main.getByRole('region', { name: 'Decisions' })).toContainText('Withdrawn');
  const stranger = new TeamPage(await browse(await member()));
  await stranger.open(made);
  await expect(stranger.main.getByRole('region', { name: 'Decisions' })).toContainText(title);
  await expect(stranger.button('Ask the team')).toHaveCount(0);
});
