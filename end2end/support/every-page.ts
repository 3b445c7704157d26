import { admin, customerHandle, lead, ledTeam, teammateHandle } from './demo';
import { type Idea, type Member, Visitor, comment, hide, idea, member } from './factories';

/** Who looks at a page, and the data a page is about. */
export interface Scene {
  author: Member;
  admin: Member;
  idea: Idea;
  hiddenIdea: Idea;
  forkedIdea: Idea;
  gatheringIdea: string;
  launchedIdea: string;
  gatheringTeam: string;
  launchedTeam: string;
  deliveredTeam: string;
  /** At work, and led by somebody of the demo. */
  ownTeam: string;
  lead: Member;
}

export interface PageToSee {
  name: string;
  path: string | ((scene: Scene) => string);
  as?: 'author' | 'admin' | 'lead';
  status?: number;
}

/** Every kind of page there is, with the states that look different. */
export const everyPage: PageToSee[] = [
  { name: 'board', path: '/' },
  { name: 'board-member', path: '/', as: 'author' },
  { name: 'board-new', path: '/?sort=new' },
  { name: 'board-search', path: '/?q=chair' },
  { name: 'board-no-result', path: '/?q=zzyzx' },
  { name: 'idea-gathering', path: (scene) => scene.gatheringIdea },
  { name: 'idea-launched', path: (scene) => scene.launchedIdea },
  { name: 'idea-own', path: (scene) => scene.idea.path, as: 'author' },
  { name: 'idea-grown', path: (scene) => scene.forkedIdea.path },
  { name: 'idea-new', path: '/ideas/new', as: 'author' },
  { name: 'idea-new-from', path: (scene) => `/ideas/new?from=${scene.forkedIdea.number}`, as: 'author' },
  { name: 'idea-edit', path: (scene) => `/ideas/${scene.idea.number}/edit`, as: 'author' },
  { name: 'team-new', path: (scene) => `/ideas/${scene.idea.number}/team/new`, as: 'author' },
  { name: 'teams', path: '/teams' },
  { name: 'team-gathering', path: (scene) => scene.gatheringTeam },
  { name: 'team-gathering-member', path: (scene) => scene.gatheringTeam, as: 'author' },
  { name: 'team-launched', path: (scene) => scene.launchedTeam },
  { name: 'teams-delivered', path: '/teams?stage=delivered' },
  { name: 'team-delivered', path: (scene) => scene.deliveredTeam },
  { name: 'ledger', path: (scene) => `${scene.deliveredTeam}/ledger` },
  { name: 'team-at-work', path: (scene) => scene.ownTeam, as: 'lead' },
  { name: 'ledger-own', path: (scene) => `${scene.ownTeam}/ledger`, as: 'lead' },
  { name: 'people', path: (scene) => `${scene.ownTeam}/people`, as: 'lead' },
  { name: 'teams-own', path: '/teams', as: 'lead' },
  { name: 'sign-up', path: '/sign-up' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'notifications', path: '/me/notifications', as: 'author' },
  { name: 'profile', path: '/me/profile', as: 'author' },
  { name: 'matching', path: '/me/matching', as: 'author' },
  { name: 'security', path: '/me/security', as: 'author' },
  { name: 'person', path: `/people/${customerHandle}` },
  { name: 'person-teammate', path: `/people/${teammateHandle}`, as: 'lead' },
  { name: 'admin-members', path: '/admin/members', as: 'admin' },
  { name: 'admin-members-none', path: '/admin/members?q=zzyzx', as: 'admin' },
  { name: 'admin-member', path: `/admin/members/${customerHandle}`, as: 'admin' },
  { name: 'idea-hidden', path: (scene) => scene.hiddenIdea.path, as: 'author' },
  { name: 'idea-hidden-care', path: (scene) => scene.hiddenIdea.path, as: 'admin' },
  { name: 'moderation', path: '/moderation', as: 'admin' },
  { name: 'moderation-all', path: '/moderation?show=all', as: 'admin' },
  { name: 'moderation-skills', path: '/moderation/skills', as: 'admin' },
  { name: 'moderation-idea', path: (scene) => `/moderation/ideas/${scene.idea.number}`, as: 'admin' },
  { name: 'moderation-hidden-idea', path: (scene) => `/moderation/ideas/${scene.hiddenIdea.number}`, as: 'admin' },
  { name: 'moderation-person', path: `/moderation/people/${customerHandle}`, as: 'admin' },
  { name: 'admin-audit', path: '/admin/audit', as: 'admin' },
  { name: 'admin-audit-none', path: '/admin/audit?person=zzyzx', as: 'admin' },
  { name: 'admin-invitations', path: '/admin/invitations', as: 'admin' },
  { name: 'admin-departments', path: '/admin/departments', as: 'admin' },
  { name: 'admin-boards', path: '/admin/boards', as: 'admin' },
  { name: 'admin-board', path: '/admin/boards/ideas', as: 'admin' },
  { name: 'admin-topics', path: '/admin/topics', as: 'admin' },
  { name: 'admin-settings', path: '/admin/settings', as: 'admin' },
  { name: 'admin-jobs', path: '/admin/jobs', as: 'admin' },
  { name: 'admin-system', path: '/admin/system', as: 'admin' },
  { name: 'design', path: '/design' },
  { name: 'how-ranking-works', path: '/how-ranking-works' },
  { name: 'setup-without-key', path: '/setup', status: 404 },
  { name: 'not-found', path: '/no/such/page', status: 404 },
];

/** Finds the demo's teams and makes the few things that must be one's own. */
export async function buildScene(): Promise<Scene> {
  const visitor = new Visitor();
  const gatheringIdea = await firstLink(visitor, '/?stage=gathering', '/ideas/');
  const launchedIdea = await firstLink(visitor, '/?stage=building', '/ideas/');
  const author = await member();
  const made = await idea(author, { body: 'A **shelf** with room for `12` lanterns.\n\n> Mind the oil.\n\n1. Measure\n2. Saw' });
  await comment(await member(), made, 'I have oak boards to spare.');
  const forked = await idea(await member(), { title: 'A shelf for the lamps as well', from: made.number });
  const care = await admin();
  const hidden = await idea(author);
  await hide(care, hidden);
  return {
    author,
    admin: care,
    idea: made,
    forkedIdea: forked,
    hiddenIdea: hidden,
    gatheringIdea,
    launchedIdea,
    gatheringTeam: await firstLink(visitor, gatheringIdea, '/teams/'),
    launchedTeam: await firstLink(visitor, launchedIdea, '/teams/'),
    deliveredTeam: await firstLink(visitor, '/teams?stage=delivered', '/teams/'),
    ownTeam: await firstLink(visitor, `/people/${customerHandle}`, '/teams/', ledTeam),
    lead: await lead(),
  };
}

/** The first link on a page to an idea or a team, which have a number and a name. */
async function firstLink(visitor: Visitor, page: string, to: '/ideas/' | '/teams/', called = ''): Promise<string> {
  const { text } = await visitor.get(page);
  const path = new RegExp(`href="(${to}\\d+/${called}[^"/?#]+)"`).exec(text)?.[1];
  if (!path) throw new Error(`${page} has no link to ${to}`);
  return path;
}

/** The address of a page in a scene, and who looks at it. */
export function visit(page: PageToSee, scene: Scene): { path: string; who: Member | undefined } {
  return {
    path: typeof page.path === 'string' ? page.path : page.path(scene),
    who: page.as && scene[page.as],
  };
}
