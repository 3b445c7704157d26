import { InvitationsPage } from '../pages/invitations';
import { AdminPage, MembersAdmin, openChange } from '../pages/admin';
import { expectError, set } from '../pages/controls';
import { Visitor, idea, member, unique } from '../support/factories';
import { admin, employee, employeesBoard } from '../support/demo';
import { expect, test } from '../support/test';

const pages = ['members', 'invitations', 'departments', 'boards', 'topics', 'settings', 'jobs', 'system'];

test('the account menu leads to the administration, and from there to every part', async ({ browse }) => {
  const site = new AdminPage(await browse(await admin()));
  await site.page.goto('/');
  await site.page.getByRole('banner').getByLabel('Account: Ada Okafor', { exact: true }).click();
  await site.page.getByRole('link', { name: 'Administration', exact: true }).click();
  await expect(site.heading).toHaveText('Members');
  for (const word of pages) {
    const part = site.page.getByRole('navigation', { name: 'Administration' }).locator(`a[href="/admin/${word}"]`);
    await part.click();
    await expect(site.page).toHaveURL(new RegExp(`/admin/${word}$`));
    await expect(part).toHaveAttribute('aria-current', 'page');
  }
});

test('nobody but admins gets in', async () => {
  const [customer, colleague, visitor] = [await member(), await employee(), new Visitor()];
  for (const word of [...pages, 'members/ines-halloran', 'boards/ideas']) {
    expect((await customer.get(`/admin/${word}`)).status, word).toBe(403);
    expect((await colleague.get(`/admin/${word}`)).status, word).toBe(403);
    expect((await visitor.get(`/admin/${word}`)).location, word).toContain('/sign-in?next=%2Fadmin');
  }
});

test('an admin makes an employee of a customer, and a customer again after being asked', async ({ browse }) => {
  const robin = await member();
  const robins = await browse(robin);
  expect((await robins.goto(employeesBoard))?.status()).toBe(404);

  const members = new MembersAdmin(await browse(await admin()));
  await members.openMember(robin.name, robin.email);
  await members.fill({ Kind: 'employee', Department: 'sales' });
  await members.press('Save');
  await members.expectSaved();
  expect((await robins.goto(employeesBoard))?.status()).toBe(200);

  await members.fill({ Role: 'steward', Department: '' });
  await members.press('Save');
  await expectError(members.field('Department'));
  await expect(members.field('Role')).toHaveValue('steward');

  await members.openMember(robin.name, robin.email);
  await members.fill({ Kind: 'customer' });
  await members.press('Save');
  await members.confirm('Save');
  await members.expectSaved();
  expect((await robins.goto(employeesBoard))?.status()).toBe(404);
});

test('the last admin is told that the role stays', async ({ browse }) => {
  const members = new MembersAdmin(await browse(await admin()));
  await members.page.goto('/admin/members/ada-okafor');
  await expect(members.main).toContainText('Nobody else runs this site');
  await members.fill({ Role: 'member' });
  await members.press('Save');
  await expect(members.page.getByRole('alert')).toContainText('This is the last admin');
});

test('a link for a new password is shown once, and works', async ({ browse, page }) => {
  const robin = await member();
  const members = new MembersAdmin(await browse(await admin()));
  await members.openMember(robin.name, robin.email);
  const link = await members.makeResetLink();
  await members.openMember(robin.name, robin.email);
  await expect(members.field('Link for a new password')).toHaveCount(0);
  await page.goto(new URL(link).pathname + new URL(link).search);
  await expect(page.getByLabel(/password/i).first()).toBeVisible();

  await members.press(/^Sign out on/);
  await members.expectSaved();
  expect((await robin.get('/me')).location).toContain('/sign-in');
});

test('a department is added, named once only, and retired', async ({ browse }) => {
  const name = unique('Dept ');
  const departments = new AdminPage(await browse(await admin()));
  await departments.open('departments');
  await departments.fill({ Name: name }, departments.main.locator('form', { hasText: 'Add department' }));
  await departments.press('Add department');
  await departments.expectSaved();
  const twice = departments.main.locator('form', { hasText: 'Add department' });
  await departments.fill({ Name: name.toUpperCase() }, twice);
  await departments.press('Add department');
  await expectError(departments.field('Name', twice));
  await expect(departments.field('Name', twice)).toHaveValue(name.toUpperCase());

  const newIdea = await browse(await member());
  await newIdea.goto('/ideas/new');
  await expect(newIdea.locator('option', { hasText: name })).toHaveCount(1);
  await openChange(departments.entry(name));
  await departments.press(`Retire: ${name}`);
  await departments.expectSaved();
  await expect(departments.entry(name)).toHaveCount(0);
  await newIdea.goto('/ideas/new');
  await expect(newIdea.locator('option', { hasText: name })).toHaveCount(0);
});

test('a board is added, kept among employees after being asked, and closed', async ({ browse, page }) => {
  const name = unique('Board ');
  const boards = new AdminPage(await browse(await admin()));
  await boards.open('boards');
  await boards.fill({ Name: name, Purpose: 'short', Supporters: '0' });
  await boards.press('Add board');
  await expectError(boards.field('Purpose'));
  await expectError(boards.field('Supporters'));
  await boards.fill({ Purpose: 'A place for what hangs from the ceiling.', Supporters: '5' });
  await boards.press('Add board');
  await boards.expectSaved();
  await boards.main.getByRole('link', { name, exact: true }).click();
  await expect(boards.field('Supporters')).toHaveValue('5');
  const address = `/boards/${new URL(boards.page.url()).pathname.split('/').pop()}`;
  expect((await page.goto(address))?.status()).toBe(200);

  await boards.fill({ 'Who sees it': 'employees' });
  await boards.press('Save board');
  await boards.confirm('Save board');
  await boards.expectSaved();
  expect((await page.goto(address))?.status()).toBe(404);

  await boards.press('Close for new ideas');
  await boards.expectSaved();
  await expect(boards.main.getByRole('button', { name: 'Open for new ideas' })).toBeVisible();
  await boards.page.goto('/ideas/new');
  await expect(boards.page.locator('option', { hasText: name })).toHaveCount(0);
});

test('topics that mean the same are united, and one is removed', async ({ browse, page }) => {
  const [lamp, light] = [unique('lamp'), unique('light')];
  const author = await member();
  const made = await idea(author, { topics: lamp });
  await idea(author, { topics: light });
  const topics = new AdminPage(await browse(await admin()));
  await topics.page.goto(`/admin/topics?q=${lamp}`);
  const entry = topics.entry(lamp);
  await openChange(entry);
  await set(topics.field('New name', entry), light);
  await topics.press('Rename or unite', entry);
  await topics.expectSaved();
  await page.goto(made.path);
  await expect(page.getByRole('main')).toContainText(light);
  await expect(page.getByRole('main')).not.toContainText(lamp);

  await topics.page.goto(`/admin/topics?q=${light}`);
  await expect(topics.entry(light)).toContainText('2 ideas');
  await openChange(topics.entry(light));
  await topics.press(`Remove: ${light}`);
  await topics.page.goto(`/admin/topics?q=${light}`);
  await expect(topics.main).toContainText('No topic begins with these letters.');
});

test('settings that cannot be are refused at their fields, and kept', async ({ browse }) => {
  const settings = new AdminPage(await browse(await admin()));
  await settings.open('settings');
  await settings.fill({ 'Name of the organisation': 'H', 'Time zone': 'Europe/Atlantis', Welcome: 'Come **in**' });
  await settings.main.getByRole('radio', { name: 'Lake', exact: true }).check();
  await settings.press('Save settings');
  await expectError(settings.field('Name of the organisation'));
  await expect(settings.field('Time zone')).toHaveValue('Europe/Atlantis');
  await expect(settings.field('Welcome')).toHaveValue('Come **in**');
  await expect(settings.main.getByRole('radio', { name: 'Lake', exact: true })).toBeChecked();
});

test('a file that is no picture is refused at its field', async ({ browse }) => {
  const settings = new AdminPage(await browse(await admin()));
  await settings.open('settings');
  const file = settings.field('Picture');
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await settings.field('What it shows').fill('A lantern');
  await settings.press('Put up logo');
  await expectError(settings.field('Picture'));
  await expect(settings.field('What it shows')).toHaveValue('A lantern');
});

test('a chore is run by hand, and the system tells how it is', async ({ browse }) => {
  const jobs = new AdminPage(await browse(await admin()));
  await jobs.open('jobs');
  await jobs.press('Run now: Forgetting sessions that are over');
  await jobs.expectSaved();
  await jobs.open('system');
  await expect(jobs.main).toContainText(/SQLite 3\.\d+/);
  await expect(jobs.main).toContainText('None was ever made');
});

test('jobs open on what tells most, and say what is due', async ({ browse }) => {
  const jobs = new AdminPage(await browse(await admin()));
  await jobs.open('jobs');
  const states = jobs.main.getByRole('navigation', { name: 'State' });
  const failed = await states.getByRole('link', { name: /^Failed/ }).textContent();
  const shown = await states.locator('[aria-current]').textContent();
  expect(shown).not.toBe('Failed 0');
  if (failed !== 'Failed 0') expect(shown).toBe(failed);
  await jobs.press('Run now: Forgetting sessions that are over');
  await expect(jobs.main).not.toContainText('Next: just now');
  const next = jobs.main.getByRole('row', { name: /^Forgetting sessions/ }).locator('[data-column="Next"]');
  await expect(next).toHaveText(/^(due now|when it is done|in .+|\d+ \w+)$/);
});

test('a link is copied by one button @js', async ({ browse }) => {
  const page = await browse(await admin());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const invitations = new InvitationsPage(page);
  await invitations.open();
  const link = await invitations.invite(unique('For '), 'sales');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});
