import type { Page } from '@playwright/test';
import { Notices } from '../pages/notices';
import { PersonPage, ProfilePage } from '../pages/profile';
import { type Member, launchedTeam, member, unique } from '../support/factories';
import { expect, test } from '../support/test';

type Browse = (who?: Member) => Promise<Page>;

/** Somebody names a skill on their profile; the short name of their page. */
async function declares(browse: Browse, who: Member, skill: string): Promise<string> {
  const profile = new ProfilePage(await browse(who));
  const handle = unique('robin-');
  await profile.open();
  await profile.fill({ handle, skill, level: '2' });
  await profile.save();
  return handle;
}

const told = 'endorsed a skill of yours';

test('a teammate endorses a skill, and others see by whom', async ({ browse }) => {
  const { joiner, drawer } = await launchedTeam();
  const handle = await declares(browse, drawer, 'Drawing');
  const seen = new PersonPage(await browse(joiner));
  await seen.open(handle);
  await expect(seen.main.getByText(/Whoever has worked on a team with .* may endorse/)).toBeVisible();
  await expect(seen.skill('Drawing').getByText('Endorsed by')).toHaveCount(0);
  await seen.endorse('Drawing');
  await expect(seen.skill('Drawing')).toContainText(`Endorsed by ${joiner.name}`);
  await expect(seen.endorseButton('Drawing')).toHaveCount(0);

  const visited = new PersonPage(await browse());
  await visited.open(handle);
  const by = visited.skill('Drawing').getByRole('link', { name: joiner.name, exact: true });
  await expect(by).toBeVisible();
  await expect(visited.main.getByRole('button')).toHaveCount(0);

  const own = new PersonPage(await browse(drawer));
  await own.open(handle);
  await expect(own.skill('Drawing')).toContainText(`Endorsed by ${joiner.name}`);
  await expect(own.skill('Drawing').getByRole('button')).toHaveCount(0);
  await expect(own.main.getByText(/worked on a team with you may endorse/)).toBeVisible();
  const notices = new Notices(own.page);
  await notices.open();
  const notice = notices.about(told);
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText(joiner.name);
  await expect(notice).toContainText('(Drawing)');
});

test('an endorsement is taken back and given again, and told once', async ({ browse }) => {
  const { joiner, drawer } = await launchedTeam();
  const handle = await declares(browse, drawer, 'Drawing');
  const seen = new PersonPage(await browse(joiner));
  await seen.open(handle);
  await seen.endorse('Drawing');
  await seen.takeBack('Drawing');
  await expect(seen.skill('Drawing').getByText('Endorsed by')).toHaveCount(0);
  await seen.endorse('Drawing');
  await expect(seen.skill('Drawing')).toContainText(`Endorsed by ${joiner.name}`);
  const notices = new Notices(await browse(drawer));
  await notices.open();
  await expect(notices.about(told)).toHaveCount(1);
});

test('who did not work with somebody reads who may endorse, and finds no button', async ({ browse }) => {
  const { starter, drawer } = await launchedTeam();
  const handle = await declares(browse, drawer, 'Drawing');
  for (const who of [starter, await member()]) {
    const seen = new PersonPage(await browse(who));
    await seen.open(handle);
    await expect(seen.skill('Drawing')).toBeVisible();
    await expect(seen.main.getByText(/Whoever has worked on a team with .* may endorse/)).toBeVisible();
    await expect(seen.endorseButton('Drawing')).toHaveCount(0);
  }
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the button and the names stay inside', async ({ browse }) => {
    const { joiner, drawer } = await launchedTeam();
    const handle = await declares(browse, drawer, `Donaudampfschifffahrt and ${'w'.repeat(14)}`);
    const seen = new PersonPage(await browse(joiner));
    await seen.open(handle);
    const button = seen.main.getByRole('button', { name: /^Endorse: / });
    await button.scrollIntoViewIfNeeded();
    await expect(button).toBeInViewport({ ratio: 1 });
    await button.click();
    await expect(seen.main.getByRole('button', { name: /^Take back: / })).toBeVisible();
    await expect(seen.main.getByText('Endorsed by')).toBeVisible();
    const wide = await seen.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
  });
});
