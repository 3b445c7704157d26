import type { Page } from '@playwright/test';
import { IdeaPage } from '../pages/idea';
import { corpus, fitted, named } from '../support/corpus';
import { admin } from '../support/demo';
import { type Idea, type Member, baseUrl, comment, idea, inDays, member } from '../support/factories';
import { serveDemo } from '../support/server';
import { expect, test } from '../support/test';

// Everything here is typed by members who mean harm, and looked at with scripts on. Whatever runs, is
// refused by the content policy, opens a dialog or throws is an error in the console, and fails the test.
// On a server of its own, so that no other test meets these people.
test.describe.configure({ mode: 'default', timeout: 300_000 });

let stop: () => Promise<void>;
let shared: string | undefined;

test.beforeAll(async () => {
  shared = process.env.BARNRAISE_TEST_URL;
  const server = await serveDemo('injection');
  process.env.BARNRAISE_TEST_URL = server.url;
  stop = server.stop;
});

test.afterAll(async () => {
  process.env.BARNRAISE_TEST_URL = shared;
  await stop();
});

/** Looks at a page, and moves over everything on it. */
async function look(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('body *')) {
      for (const event of ['pointerover', 'mouseover', 'pointerdown', 'focus', 'animationstart', 'toggle']) {
        element.dispatchEvent(new Event(event));
      }
    }
  });
}

/** Posts a form that must come back, in this page's browser; gives where it comes back to. */
async function refused(page: Page, from: string, action: string, form: Record<string, string>): Promise<string> {
  const answer = await page.context().request.post(baseUrl() + action, {
    form,
    maxRedirects: 0,
    headers: { Accept: 'text/html', Origin: baseUrl(), Referer: baseUrl() + from },
  });
  const place = answer.headers()['location'] ?? '';
  expect(place).toContain('retry=');
  return place;
}

async function rename(who: Member, string: string, handle: string): Promise<void> {
  const { location } = await who.post('/api/accounts/save-profile', {
    display_name: named(`${string}a`, 2, 60),
    handle,
    about: fitted(string, 0, 600),
    'skills[0][name]': named(string, 2, 40),
    'skills[0][level]': '2',
  });
  expect(location).toBe('/me/profile?saved=1');
}

async function team(starter: Member, on: Idea, string: string): Promise<string> {
  const { location } = await starter.post('/api/teams/start', {
    idea: on.number,
    purpose: fitted(string, 10, 300),
    weeks: '8',
    milestone: fitted(string, 8, 160),
    milestone_due: inDays(10),
    decides: 'consent',
    stops_when: fitted(string, 0, 200),
    'seats[0][skill]': named(string, 2, 40),
    'seats[0][level]': '1',
    'seats[0][hours]': '2',
    'seats[0][count]': '2',
    'seats[0][need]': 'required',
  });
  expect(location).toMatch(/^\/teams\//);
  return location;
}

test.fail('@js a script that runs is noticed', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => Object.assign(window, { __xss: 1 }));
});

test('@js ideas, comments, teams and people', async ({ browse }) => {
  const [writer, mate] = [await member(), await member()];
  const [page, notices] = [await browse(), await browse(writer)];
  for (const [at, string] of corpus().entries()) {
    await rename(writer, string, `writer-${at}`);
    const topic = named(string.replace(/["\\|%<>#&?,]/g, ''), 2, 30);
    const made = await idea(writer, { title: fitted(string, 8, 120), body: `${string}\n\nof some length`, topics: topic });
    await comment(mate, made, string);
    await look(page, made.path);
    await look(page, await team(writer, made, string));
    await look(page, `/people/writer-${at}`);
    if (at % 20 === 0) await look(notices, '/me/notifications');
  }
  const all = corpus().length;
  expect(all).toBeGreaterThan(60);
  for (const path of ['/', '/?sort=discussed', '/teams', '/search?q=script', '/search?q=onerror']) {
    await look(page, path);
  }
  let next: string | null = '/?sort=new';
  let lists = 0;
  while (next && lists < 20) {
    await look(page, next);
    lists += 1;
    next = await page.locator('.pager a[href*="after="]').last().getAttribute('href', { timeout: 500 }).catch(() => null);
  }
  expect(lists, 'lists that show what was typed').toBeGreaterThan(3);
});

test('@js forms that come back with what was typed', async ({ browse }) => {
  const [page, stranger] = [await browse(await member()), await browse()];
  for (const string of corpus()) {
    const words = { title: string, body: string, kind: string, department: string, topics: string, board: string };
    await look(page, await refused(page, '/ideas/new', '/api/ideas/submit', words));
    const self = { display_name: string, handle: string, about: string, 'skills[0][name]': string, 'skills[0][level]': string };
    await look(page, await refused(page, '/me/profile', '/api/accounts/save-profile', self));
    const door = { display_name: string, email: string, password: 'short', invitation: string };
    await look(stranger, await refused(stranger, '/sign-up', '/api/accounts/sign-up', door));
  }
});

test('@js addresses that hold what was typed', async ({ page }) => {
  for (const string of corpus()) {
    const query = new URLSearchParams(['q', 'topic', 'next', 'key', 'after'].map((name) => [name, string]));
    const part = encodeURIComponent(string);
    await look(page, `/search?${new URLSearchParams({ q: string, topic: string })}`);
    await look(page, `/sign-in?${query}`);
    await look(page, `/people/${part}`);
  }
});

test('@js comments answered in place', async ({ browse }) => {
  const writer = await member();
  const page = new IdeaPage(await browse(writer));
  await page.open(await idea(writer));
  const strings = corpus().filter((string) => /onerror|onload|<script/.test(string)).slice(0, 25);
  for (const [at, string] of strings.entries()) {
    await page.comment(string);
    await expect(page.commentsBy(writer.name)).toHaveCount(at + 1);
  }
  expect(strings.length).toBeGreaterThan(20);
});

test('@js names and reasons that those who run the place give', async ({ browse }) => {
  const [who, writer] = [await admin(), await member()];
  const [page, own] = [await browse(who), await browse(writer)];
  const board = { visibility: 'public', supporters: '10', hours: '60', departments: '2' };
  await done(who, '/api/boards/add', { ...board, name: 'Attic', purpose: 'What is stored up there?' });
  await done(who, '/api/departments/add', { name: 'Loft' });
  for (const [at, string] of corpus().entries()) {
    const name = named(string, 2, 60);
    await done(who, '/api/boards/save', { ...board, board: 'attic', name, purpose: fitted(string, 10, 300) });
    await done(who, '/api/departments/rename', { department: 'loft', name: named(string, 2, 40) });
    const house = { organisation: name, time_zone: 'Europe/Lisbon', welcome: string };
    await done(who, '/api/settings/save', { ...house, sign_up: 'open', accent: 'barn' });
    await done(who, '/api/invitations/create', { note: fitted(string, 0, 80), department: 'loft' });
    const hidden = await idea(writer);
    await done(who, '/api/moderation/hide', { idea: hidden.number, grounds: 'other', reason: fitted(string, 10, 500) });
    await look(page, '/boards/attic');
    await look(own, hidden.path);
    if (at % 20 === 0) for (const path of kept) await look(page, path);
  }
  await look(own, '/me/notifications');
});

/** Pages that show what admins and moderators typed. */
const kept = [
  '/', '/sign-up', '/moderation', '/admin/members', '/admin/invitations', '/admin/departments', '/admin/boards',
  '/admin/boards/attic', '/admin/topics', '/admin/settings', '/admin/audit', '/admin/jobs', '/admin/system',
];

/** Posts a form that must be accepted. */
async function done(who: Member, path: string, form: Record<string, string>): Promise<void> {
  const { status, location } = await who.post(path, form);
  // What an invitation shows once is kept like a form that came back.
  const back = location.includes('retry=') && path !== '/api/invitations/create';
  expect(`${status} ${back ? location : 'accepted'}`).toBe('303 accepted');
}
