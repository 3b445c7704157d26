import { SignIn } from '../pages/account';
import { expectError } from '../pages/controls';
import { SecurityPage } from '../pages/security';
import { member, signedIn, unique } from '../support/factories';
import { expect, test } from '../support/test';

test('a new password ends every other session at once', async ({ browse, page }) => {
  const who = await member();
  const elsewhere = new SecurityPage(await browse(await signedIn(who)));
  await elsewhere.open();
  await elsewhere.expectSignedIn(who.name);

  const security = new SecurityPage(await browse(who));
  await security.open();
  const next = unique('copper-orchard-');
  await security.changePassword(who.password, next);
  await security.expectSignedIn(who.name);

  await elsewhere.page.reload();
  await expect(elsewhere.page).toHaveURL(/\/sign-in/);

  const signIn = new SignIn(page);
  await signIn.open();
  await signIn.signIn(who.email, who.password);
  await signIn.expectSignedOut();
  await signIn.signIn(who.email, next);
  await signIn.expectSignedIn(who.name);
});

test('the current password must be right', async ({ browse }) => {
  const security = new SecurityPage(await browse(await member()));
  await security.open();
  await security.changePassword('not-the-password-at-all', unique('copper-orchard-'));
  await expectError(security.current);
  await expect(security.current).toHaveValue('');
});

test('another session can be ended alone', async ({ browse }) => {
  const who = await member();
  const elsewhere = new SecurityPage(await browse(await signedIn(who)));
  const security = new SecurityPage(await browse(who));
  await security.open();
  await expect(security.endSession).toHaveCount(1);
  await security.endFirstOtherSession();
  await expect(security.endSession).toHaveCount(0);
  await security.expectSignedIn(who.name);

  await elsewhere.open();
  await expect(elsewhere.page).toHaveURL(/\/sign-in/);
});

test('the browser keeps two choices and nothing else @js', async ({ browse }) => {
  const page = await browse(await member());
  for (const path of ['/', '/ideas/1', '/me', '/me/security']) await page.goto(path);
  await page.locator('[data-theme-switch]').click();
  const kept = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  expect(kept.local.filter((key) => key !== 'theme' && key !== 'keys')).toEqual([]);
  expect(kept).toMatchObject({ local: ['theme'], session: [], databases: 0, caches: 0 });
});
