import { Board } from '../pages/board';
import { comment, idea, member, members, team, unique, vote } from '../support/factories';
import { expect, test } from '../support/test';

test('a visitor sorts by what is trending, new and discussed', async ({ page }) => {
  const topic = unique('sorts');
  const [author, ...friends] = await members(4);
  const loved = await idea(author!, { topics: topic });
  const talked = await idea(author!, { topics: topic });
  const quiet = await idea(author!, { topics: topic });
  for (const friend of friends) await vote(friend, loved);
  for (const text of ['How tall?', 'In oak?', 'I have one.']) await comment(friends[0]!, talked, text);

  const board = new Board(page);
  await board.open(`?topic=${topic}`);
  await expect(board.cards).toHaveCount(3);
  expect(await board.ideas()).toEqual([loved.path, talked.path, quiet.path]);

  await board.sortBy('New');
  await expect(page).toHaveURL(/sort=new/);
  expect(await board.ideas()).toEqual([quiet.path, talked.path, loved.path]);

  await board.sortBy('Discussed');
  await expect(page).toHaveURL(/sort=discussed/);
  expect((await board.ideas())[0]).toBe(talked.path);

  await board.sortBy('Trending');
  await expect(page).not.toHaveURL(/sort=discussed/);
  expect((await board.ideas())[0]).toBe(loved.path);
});

test('a visitor filters by department, kind and stage', async ({ page }) => {
  const topic = unique('filters');
  const author = await member();
  const served = await idea(author, { topics: topic, department: 'service' });
  const problem = await idea(author, { topics: topic, kind: 'problem' });
  const gathering = await idea(author, { topics: topic });
  await team(author, gathering, [{ skill: 'Joinery' }]);

  const board = new Board(page);
  for (const [choice, only] of [
    [{ Department: 'service' }, served],
    [{ Kind: 'problem' }, problem],
    [{ Stage: 'gathering' }, gathering],
  ] as const) {
    await board.open(`?topic=${topic}`);
    await expect(board.cards).toHaveCount(3);
    await board.filterBy(choice);
    await expect(board.cards).toHaveCount(1);
    await expect(board.link(only.title)).toBeVisible();
  }
});

test('a visitor finds an idea by its words', async ({ page }) => {
  const word = unique('quince');
  const wanted = await idea(await member(), { title: `A press for ${word} in the yard` });
  const board = new Board(page);
  await board.open();
  await board.searchFor(word);
  await expect(board.cards).toHaveCount(1);
  await board.link(wanted.title).click();
  await expect(board.heading).toHaveText(wanted.title);
});

test('a search without results says so and leads on', async ({ page }) => {
  const board = new Board(page);
  await board.open(`?q=${unique('nothing')}`);
  await expect(board.cards).toHaveCount(0);
  await expect(board.newIdea).toBeVisible();
});

test('a link that was cut off leads to the beginning of the list', async ({ page }) => {
  const board = new Board(page);
  for (const query of ['?after=xx', '?sort=new&after=dAAA']) {
    const answer = await page.goto(`/${query}`);
    expect(answer?.status()).toBe(200);
    expect((await board.ideas()).length).toBeGreaterThan(0);
    expect(new URL(page.url()).searchParams.has('after')).toBe(false);
  }
  await expect(page).toHaveURL(/sort=new/);
});

test('pages follow each other without repeating an idea', async ({ page }) => {
  const board = new Board(page);
  await board.open('?sort=new');
  const first = await board.ideas();
  await board.showMore.click();
  await expect(page).toHaveURL(/after=/);
  const second = await board.ideas();
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((path) => first.includes(path))).toEqual([]);
});
