import { expectError } from '../pages/controls';
import { PersonPage, ProfilePage } from '../pages/profile';
import { member, unique } from '../support/factories';
import { customerHandle } from '../support/demo';
import { expect, test } from '../support/test';

test('a member says who they are, and others see it', async ({ browse, page }) => {
  const mine = new ProfilePage(await browse(await member()));
  await mine.open();
  const handle = unique('robin-');
  const displayName = `Robin of ${handle}`;
  await mine.fill({
    displayName,
    handle,
    about: 'I mend chairs.',
    skill: 'Joinery',
    level: '2',
  });
  await mine.save();
  await mine.expectSignedIn(displayName);
  await mine.open();
  await expect(mine.field('About')).toHaveValue('I mend chairs.');
  await expect(mine.field('Skill 1')).toHaveValue('Joinery');

  const person = new PersonPage(page);
  await person.open(handle);
  await expect(person.heading).toContainText(displayName);
  await expect(person.main).toContainText('I mend chairs.');
  await expect(person.main).toContainText('Joinery');
});

test('a handle that is taken is refused at its field, and the rest is kept', async ({ browse }) => {
  const mine = new ProfilePage(await browse(await member()));
  await mine.open();
  await mine.fill({ handle: customerHandle, about: 'I mend chairs.' });
  await mine.save();
  await expectError(mine.field('Handle'));
  await expect(mine.field('About')).toHaveValue('I mend chairs.');
});
