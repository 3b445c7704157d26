import { SignIn, SignUp } from '../pages/account';
import { expectError } from '../pages/controls';
import { PersonPage, ProfilePage } from '../pages/profile';
import { member, newcomer } from '../support/factories';
import { expect, test } from '../support/test';

test('a visitor creates an account and is signed in as a customer', async ({ page }) => {
  const who = newcomer();
  const signUp = new SignUp(page);
  await signUp.open();
  await signUp.fill(who);
  await signUp.submit();
  await signUp.expectSignedIn(who.name);
  await signUp.menu(who.name).click();
  await expect(page.getByRole('banner').getByText(who.name)).toBeVisible();

  const profile = new ProfilePage(page);
  await profile.open();
  const handle = await profile.field('Handle').inputValue();
  const person = new PersonPage(page);
  await person.open(handle);
  await expect(person.heading).toContainText(who.name);
  await expect(person.main).toContainText(/customer/i);
});

test('a member signs out and in again', async ({ page }) => {
  const who = await member();
  const signIn = new SignIn(page);
  await signIn.open();
  await signIn.signIn(who.email, who.password);
  await signIn.expectSignedIn(who.name);

  await signIn.signOut();
  await signIn.expectSignedOut();
});

test('signing in leads on to where one wanted to go', async ({ page }) => {
  const who = await member();
  await page.goto('/ideas/new');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await new SignIn(page).signIn(who.email, who.password);
  await expect(page).toHaveURL(/\/ideas\/new$/);
});

test('a wrong password is refused; the email stays, the password does not', async ({ page }) => {
  const who = await member();
  const signIn = new SignIn(page);
  await signIn.open();
  await signIn.signIn(who.email, 'not-the-password-at-all');
  await expect(signIn.main.getByRole('alert')).toBeVisible();
  await expect(signIn.email).toHaveValue(who.email);
  await expect(signIn.password).toHaveValue('');
  await signIn.expectSignedOut();
});

test('sign-up errors stand at their fields, the first has the focus, the rest is kept', async ({ page }) => {
  const who = newcomer();
  const signUp = new SignUp(page);
  await signUp.open();
  await signUp.fill({ name: who.name, email: 'not an address', password: 'short' });

  const refused = page.waitForResponse((response) => response.status() === 422);
  await signUp.submit();
  await refused;

  await expectError(signUp.email);
  await expectError(signUp.password);
  await expect(signUp.displayName).not.toHaveAttribute('aria-invalid', 'true');
  await expect(signUp.email).toBeFocused();
  await expect(signUp.displayName).toHaveValue(who.name);
  await expect(signUp.email).toHaveValue('not an address');
  await expect(signUp.password).toHaveValue('');
});

test('an address that is taken is said so at its field', async ({ page }) => {
  const taken = await member();
  const signUp = new SignUp(page);
  await signUp.open();
  await signUp.fill({ ...newcomer(), email: taken.email });
  await signUp.submit();
  await expectError(signUp.email);
  await expect(signUp.email).toHaveValue(taken.email);
});
