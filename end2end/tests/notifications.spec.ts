import { Notices } from '../pages/notices';
import { TeamPage } from '../pages/team';
import { comment, idea, member, members, supportedIdea, team } from '../support/factories';
import { expect, test } from '../support/test';

test('an author hears of comments, and marks them as read', async ({ browse }) => {
  const author = await member();
  const other = await member();
  const made = await idea(author);
  const page = await browse(author);
  const notices = new Notices(page);
  await page.goto('/');
  await notices.expectNotices(0);

  await comment(other, made, 'Count me in.');
  // What one does oneself is no news.
  await comment(author, made, 'Thank you.');
  await page.reload();
  await notices.expectNotices(1);

  await notices.notices.click();
  await expect(page).toHaveURL(/\/me\/notifications$/);
  await expect(notices.about(other.name)).toHaveCount(1);
  await expect(notices.about(made.title)).toHaveCount(1);

  await notices.markAllRead();
  await notices.expectNotices(0);
});

test('a starter hears of seats taken, everybody in the team of the launch', async ({ browse }) => {
  const starter = await member();
  const made = await supportedIdea(await member(), 10);
  const gathering = await team(starter, made, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  const [joiner, drawer] = await members(2);

  const joining = new TeamPage(await browse(joiner));
  await joining.open(gathering);
  await joining.takeSeat('Joinery');
  await expect(joining.leaveButton).toBeAttached();
  const drawing = new TeamPage(await browse(drawer));
  await drawing.open(gathering);
  await drawing.takeSeat('Drawing');
  await drawing.expectLaunched();

  const heard = new Notices(await browse(starter));
  await heard.open();
  await expect(heard.about(joiner!.name)).toHaveCount(1);
  await expect(heard.about(/launched/i).first()).toBeVisible();

  const toldToo = new Notices(await browse(joiner));
  await toldToo.open();
  await expect(toldToo.about(/launched/i).first()).toBeVisible();
});
