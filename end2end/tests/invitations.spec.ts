import { SignUp } from '../pages/account';
import { InvitationsPage } from '../pages/invitations';
import { admin, employeesBoard } from '../support/demo';
import { member, newcomer } from '../support/factories';
import { expect, test } from '../support/test';

test('an invitation makes an employee, who sees the employees-only board', async ({ browse, page }) => {
  const invitations = new InvitationsPage(await browse(await admin()));
  await invitations.open();
  const link = await invitations.invite('New in the workshop', 'service');

  await page.goto(link);
  const who = newcomer();
  const signUp = new SignUp(page);
  await signUp.fill(who);
  await signUp.submit();
  await signUp.expectSignedIn(who.name);

  const board = await page.goto(employeesBoard);
  expect(board?.status()).toBe(200);
  await expect(signUp.heading).toBeVisible();
});

test('a customer does not learn that the employees-only board exists', async ({ browse, page }) => {
  const customer = await browse(await member());
  expect((await customer.goto(employeesBoard))?.status()).toBe(404);
  expect((await page.goto(employeesBoard))?.status()).toBe(404);
});

test('only an admin may invite', async ({ browse }) => {
  const page = await browse(await member());
  const answer = await page.goto('/admin/invitations');
  expect([403, 404]).toContain(answer?.status());
});
