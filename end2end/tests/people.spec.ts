import type { Page } from '@playwright/test';
import { MatchingPage } from '../pages/matching';
import { Notices } from '../pages/notices';
import { Offer, PeoplePage } from '../pages/people';
import { ProfilePage } from '../pages/profile';
import { TeamPage } from '../pages/team';
import { admin } from '../support/demo';
import { type Member, type Team, idea, member, members, team, unique } from '../support/factories';
import { expect, test } from '../support/test';

/** Somebody says that they may be found, with this skill or the wish to learn it. */
async function found(page: Page, told: { skill?: string; wants?: string }): Promise<void> {
  const mine = new MatchingPage(page);
  await mine.open();
  await mine.fill({ open: 'yes', hours: '6', wants: told.wants ?? '' });
  await mine.save();
  if (!told.skill) return;
  const profile = new ProfilePage(page);
  await profile.open();
  await profile.fill({ skill: told.skill, level: '2' });
  await profile.save();
}

interface Seeking {
  starter: Member;
  made: Team;
  skills: [string, string];
}

/** A team with two seats that nobody else's profile fits. */
async function seeking(): Promise<Seeking> {
  const starter = await member();
  const skills: [string, string] = [unique('Joinery '), unique('Glazing ')];
  const made = await team(starter, await idea(starter), skills.map((skill) => ({ skill })));
  return { starter, made, skills };
}

test('a team finds somebody for a seat, who takes it with one click', async ({ browse }) => {
  const { starter, made, skills: [skill] } = await seeking();
  const stranger = await member();
  const theirs = await browse(stranger);
  await found(theirs, { skill });

  const page = await browse(starter);
  const shown = new TeamPage(page);
  await shown.open(made);
  await shown.main.getByRole('link', { name: `People for this seat: ${skill}`, exact: true }).click();
  const people = new PeoplePage(page);
  await expect(people.person(stranger.name)).toContainText('Has the skill at level 2 of 3');
  await expect(people.person(stranger.name)).toContainText('Has the 2 hours a week the seat takes');
  await people.offer(stranger.name, skill);
  await expect(people.person(stranger.name)).toContainText('Offered, not answered yet');

  const notices = new Notices(theirs);
  await notices.open();
  await expect(notices.about('offers you a seat')).toContainText(starter.name);
  const offer = new Offer(theirs);
  await theirs.goto('/teams');
  await expect(offer.of(skill)).toContainText('2 h a week until');
  await offer.accept(skill);
  await expect(theirs).toHaveURL(new RegExp(`/teams/${made.number}`));
  await expect(new TeamPage(theirs).seat(skill)).toContainText(stranger.name);
  await expect(offer.of(skill)).toHaveCount(0);
});

test('whoever says no is not asked again, and the team is told', async ({ browse }) => {
  const { starter, made, skills: [skill] } = await seeking();
  const stranger = await member();
  const theirs = await browse(stranger);
  await found(theirs, { skill });
  const page = await browse(starter);
  const people = new PeoplePage(page);
  await people.open(made);
  await people.choose(skill);
  await people.offer(stranger.name, skill);

  const shown = new TeamPage(theirs);
  await shown.open(made);
  await new Offer(theirs).decline(skill);
  await expect(new Offer(theirs).of(skill)).toHaveCount(0);
  await expect(shown.takeSeatButton(skill)).toHaveCount(1);

  const notices = new Notices(page);
  await notices.open();
  await expect(notices.about('declined the seat you offered')).toContainText(stranger.name);
  await people.open(made);
  await people.choose(skill);
  await expect(people.main).toContainText('Nobody found for this seat');
});

test('an offer is taken back before it is answered', async ({ browse }) => {
  const { starter, made, skills: [skill] } = await seeking();
  const stranger = await member();
  const theirs = await browse(stranger);
  await found(theirs, { skill });
  const people = new PeoplePage(await browse(starter));
  await people.open(made);
  await people.choose(skill);
  await people.offer(stranger.name, skill);
  await people.takeBack(stranger.name);
  await expect(people.offerButton(stranger.name, skill)).toBeVisible();

  const shown = new TeamPage(theirs);
  await shown.open(made);
  await expect(new Offer(theirs).of(skill)).toHaveCount(0);
  const notices = new Notices(theirs);
  await notices.open();
  await expect(notices.about('offers you a seat')).toHaveCount(0);
});

test('a whole team is suggested at once, nobody twice', async ({ browse }) => {
  const { starter, made, skills } = await seeking();
  const [joiner, glazier] = (await members(2)) as [Member, Member];
  await found(await browse(joiner), { skill: skills[0] });
  await found(await browse(glazier), { skill: skills[1] });
  const people = new PeoplePage(await browse(starter));
  await people.open(made);
  await expect(people.main.getByRole('heading', { name: 'A team that could be' })).toBeVisible();
  await expect(people.offerButton(joiner.name, skills[0])).toBeVisible();
  await expect(people.offerButton(glazier.name, skills[1])).toBeVisible();
  await expect(people.main).toContainText('nobody worked together before');
  await people.offer(glazier.name, skills[1]);
  await expect(people.person(glazier.name)).toContainText('Offered, not answered yet');
  await expect(people.main.getByRole('heading', { name: 'A team that could be' })).toBeVisible();
});

test('nobody is shown who did not say yes, nor to strangers', async ({ browse }) => {
  const { starter, made, skills: [skill] } = await seeking();
  const stranger = await member();
  const theirs = await browse(stranger);
  const profile = new ProfilePage(theirs);
  await profile.open();
  await profile.fill({ skill, level: '3' });
  await profile.save();
  const people = new PeoplePage(await browse(starter));
  await people.open(made);
  await people.choose(skill);
  await expect(people.main).not.toContainText(stranger.name);
  const answer = await theirs.goto(`${made.path}/people`);
  expect(answer?.status()).toBe(403);
});

test("the wish to learn finds the apprentice's seat", async ({ browse }) => {
  const { starter, made } = await seeking();
  const craft = unique('Weaving ');
  const shown = new TeamPage(await browse(starter));
  await shown.open(made);
  await shown.fillAndSubmit(shown.formWith('Add this seat'), { Skill: craft, Need: 'apprentice' }, 'Add this seat');
  await expect(shown.seat(craft)).toContainText('for somebody who wants to learn it');
  await shown.fillAndSubmit(shown.formWith('Add this seat'), { Skill: 'Dyeing', Need: 'apprentice' }, 'Add this seat');
  await expect(shown.formWith('Add this seat').getByLabel('Skill', { exact: true })).toHaveValue('Dyeing');
  await expect(shown.main).toContainText('There is one apprentice on a team');

  const learner = await browse(await member());
  await found(learner, { wants: craft });
  await learner.goto('/teams');
  const seats = learner.getByRole('main').getByRole('region', { name: 'Seats for you' });
  await expect(seats).toContainText(craft);
  await seats.getByText('Why am I shown this?').first().click();
  await expect(seats).toContainText('You want to learn this, and the seat is for an apprentice');
  await learner.goto('/');
  const beside = learner.getByRole('complementary', { name: 'Where you come in' });
  await expect(beside.getByRole('region', { name: 'Seats for you' })).toContainText(craft);
});

test('two words for one skill are united, and taken apart again', async ({ browse }) => {
  const { skills: [skill] } = await seeking();
  const other = unique('Wood work ');
  const theirs = await browse(await member());
  await found(theirs, { skill: other });
  const seats = theirs.getByRole('main').getByRole('region', { name: 'Seats for you' });
  await theirs.goto('/teams');
  await expect(seats).not.toContainText(skill);

  const page = await browse(await admin());
  const care = new TeamPage(page);
  await page.goto('/moderation');
  await care.main.getByRole('link', { name: 'Skills', exact: true }).click();
  await care.main.getByLabel('Begins with', { exact: true }).fill(other);
  await care.main.getByRole('button', { name: 'Find', exact: true }).click();
  await care.fillAndSubmit(care.formWith('Unite the two'), { 'The other skill': 'no such word' }, 'Unite the two');
  await expect(care.main.getByLabel('The other skill', { exact: true })).toHaveValue('no such word');
  await care.fillAndSubmit(care.formWith('Unite the two'), { 'The other skill': skill }, 'Unite the two');
  await theirs.goto('/teams');
  await expect(seats).toContainText(skill);

  await page.goto(`/moderation/skills?q=${encodeURIComponent(other)}`);
  await care.button(`Take apart: ${other}`).click();
  await theirs.goto('/teams');
  await expect(seats).not.toContainText(skill);
});
