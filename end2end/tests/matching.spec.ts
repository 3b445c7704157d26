import { expectError } from '../pages/controls';
import { MatchingPage } from '../pages/matching';
import { PersonPage, ProfilePage } from '../pages/profile';
import { member } from '../support/factories';
import { expect, test } from '../support/test';

test('a member tells what to be found for, and it is closed until they do', async ({ browse, page }) => {
  const mine = new MatchingPage(await browse(await member()));
  await mine.open();
  await expect(mine.field('Suggest seats to me')).toHaveValue('no');
  await mine.fill({
    open: 'yes',
    hours: '4',
    timeZone: 'Europe/Lisbon',
    topics: 'Repair, spare parts, repair',
    wants: 'Finishing',
  });
  await mine.save();
  await expect(mine.main).toContainText('What you told is kept.');
  await mine.open();
  await expect(mine.field('Suggest seats to me')).toHaveValue('yes');
  await expect(mine.field('Free hours a week')).toHaveValue('4');
  await expect(mine.field('Topics you care about')).toHaveValue('repair, spare parts');

  const profile = new ProfilePage(mine.page);
  await profile.open();
  const person = new PersonPage(page);
  await person.open(await profile.field('Handle').inputValue());
  await expect(person.main.getByRole('region', { name: 'Wants to learn' })).toContainText('Finishing');
  await expect(person.main.getByRole('region', { name: 'Cares about' })).toContainText('spare parts');
});

test('a zone that does not exist is refused at its field, and the rest is kept', async ({ browse }) => {
  const mine = new MatchingPage(await browse(await member()));
  await mine.open();
  await mine.fill({ hours: '6', timeZone: 'Europe/Nowhere', wants: 'Joinery' });
  await mine.save();
  await expectError(mine.field('Time zone'));
  await expect(mine.field('Free hours a week')).toHaveValue('6');
  await expect(mine.field('Skills you want to learn')).toHaveValue('Joinery');
});

test('the way there is on every page of one\'s own', async ({ browse }) => {
  const mine = new MatchingPage(await browse(await member()));
  await mine.page.goto('/me/profile');
  await mine.main.getByRole('link', { name: 'Matching' }).click();
  await expect(mine.main.getByRole('heading', { level: 1 })).toHaveText('Matching');
});

test('seats that fit stand above the teams, with the reasons', async ({ browse }) => {
  const mine = new MatchingPage(await browse(await member()));
  await mine.page.goto('/teams');
  const seats = mine.main.getByRole('region', { name: 'Seats for you' });
  await seats.getByRole('link', { name: 'Find seats for me' }).click();
  await mine.fill({ open: 'yes', hours: '4' });
  await mine.save();
  await mine.page.goto('/teams');
  await seats.getByRole('link', { name: 'Name your skills' }).click();
  const profile = new ProfilePage(mine.page);
  await profile.fill({ skill: 'design', level: '3' });
  await profile.save();
  await mine.page.goto('/teams');
  await expect(seats).toContainText('Design');
  await seats.getByText('Why am I shown this?').first().click();
  await expect(seats).toContainText('You bring the skill at level 3 of 3');
});
