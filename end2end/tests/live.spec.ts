// What others do shows on a page that stays open. Without scripts one loads it again.
import type { Page } from '@playwright/test';
import { TeamPage } from '../pages/team';
import { type Team, idea, member, members, supportedIdea, takeSeat, team } from '../support/factories';
import { expect, test } from '../support/test';

/** Longer than the page waits between two looks. */
const aWhile = 10_000;

/** Opens a team on a clock that the test turns. */
async function watching(page: Page, made: Team): Promise<TeamPage> {
  await page.clock.install();
  const shown = new TeamPage(page);
  await shown.open(made);
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  return shown;
}

async function expectNeverLoadedAnew(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
}

/** Turns the clock until this holds: a look takes the network's time as well. */
async function turn(page: Page, until: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(aWhile);
    await until();
  }).toPass();
}

/** Notes how long the page means to wait, each time it does, in seconds. */
async function waitsOf(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const waits: number[] = [];
    const start = window.setTimeout.bind(window);
    const noted = (then: TimerHandler, milliseconds = 0): number => {
      waits.push(milliseconds / 1_000);
      return start(then, milliseconds);
    };
    Object.assign(window, { setTimeout: noted, waits });
  });
  return async () => page.evaluate(() => ('waits' in window ? (window.waits as number[]) : []));
}

test('seats that others take fill the open page, and the launch arrives @js', async ({ browse }) => {
  const [starter, joiner, drawer] = await members(3);
  const on = await supportedIdea(starter!, 10);
  const made = await team(starter!, on, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const page = await browse(starter);
  const shown = await watching(page, made);
  await expect(shown.checklist).toContainText('2 to go');

  await takeSeat(joiner!, made, 0);
  await turn(page, async () => {
    await expect(shown.seat('Joinery')).toContainText(joiner!.name, { timeout: 500 });
  });
  await expect(shown.checklist).toContainText('1 to go');
  await expect(page.getByRole('status').filter({ hasText: 'on the launch checklist' })).toContainText(
    '2 of 4 hours a week promised',
  );

  await takeSeat(drawer!, made, 1);
  await turn(page, async () => {
    await expect(shown.checklist).toHaveCount(0, { timeout: 500 });
  });
  await shown.expectLaunched();
  await expect(page.getByRole('status').filter({ hasText: 'The frame is up' })).toHaveCount(1);
  await expectNeverLoadedAnew(page);

  // Nothing is left to wait for.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.runFor(10 * 60_000);
  expect(asked.filter((url) => url.includes('/teams/'))).toEqual([]);
});

test('what somebody is typing stays while the meter moves @js', async ({ browse }) => {
  const [starter, joiner] = await members(2);
  const made = await team(starter!, await idea(starter!), [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const page = await browse(starter);
  const shown = await watching(page, made);
  const form = shown.formWith('Add this seat');
  await page.getByText('Add a seat', { exact: true }).click();
  await form.getByLabel('Skill', { exact: true }).fill('Glazing');

  await takeSeat(joiner!, made, 0);
  await turn(page, async () => {
    await expect(shown.checklist).toContainText('1 to go', { timeout: 500 });
  });
  await expect(form.getByLabel('Skill', { exact: true })).toHaveValue('Glazing');
  await expect(form.getByLabel('Skill', { exact: true })).toBeFocused();

  // Their own act answers with everything that happened meanwhile.
  await shown.button('Add this seat').click();
  await expect(shown.seat('Glazing')).toBeVisible();
  await expect(shown.seat('Joinery')).toContainText(joiner!.name);
});

test('whoever took a seat stays where they are when others take theirs @js', async ({ browse }) => {
  const [starter, joiner, drawer] = await members(3);
  const made = await team(starter!, await idea(starter!), [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const page = await browse(joiner);
  const shown = await watching(page, made);
  await shown.takeSeat('Joinery');
  await expect(shown.seat('Joinery')).toContainText(joiner!.name);
  await expect(shown.seat('Joinery')).toBeFocused();

  await takeSeat(drawer!, made, 1);
  await turn(page, async () => {
    await expect(shown.seat('Drawing')).toContainText(drawer!.name, { timeout: 500 });
  });
  await expect(shown.seat('Joinery')).toBeFocused();
});

test('the page asks more and more rarely while nothing happens @js', async ({ browse }) => {
  const starter = await member();
  const made = await team(starter, await idea(starter), [{ skill: 'Joinery' }]);
  const page = await browse(starter);
  const shown = await watching(page, made);
  await page.getByText('Add a seat', { exact: true }).click();
  await shown.formWith('Add this seat').getByLabel('Skill', { exact: true }).fill('Glazing');
  await takeSeat(await member(), made, 0);
  const waits = await waitsOf(page);
  await turn(page, async () => expect((await waits()).length).toBeGreaterThan(6));
  // What somebody took is news; after it each wait is longer, up to a minute.
  expect((await waits()).slice(0, 7)).toEqual([8, 12, 18, 27, 40.5, 60, 60]);
  await expect(shown.formWith('Add this seat').getByLabel('Skill', { exact: true })).toHaveValue('Glazing');
});

test('a page nobody looks at asks for nothing @js', async ({ browse }) => {
  const starter = await member();
  const made = await team(starter, await idea(starter), [{ skill: 'Joinery' }]);
  const page = await browse(starter);
  await watching(page, made);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => 'away' in window });
    Object.assign(window, { away: true });
  });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.runFor(10 * aWhile);
  expect(asked).toEqual([]);

  await page.evaluate(() => Reflect.deleteProperty(window, 'away'));
  await turn(page, async () => expect(asked.length).toBeGreaterThan(0));
});
