// People, ideas, votes and comments made over plain form posts: what a test needs
// to exist but does not itself look at.

let made = 0;

/** The address of the server under test. */
export function baseUrl(): string {
  const url = process.env.BARNRAISE_TEST_URL;
  if (!url) throw new Error('No server is running.');
  return url;
}

/** A word nobody else uses, also across workers and runs. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}${Date.now().toString(36)}${process.pid.toString(36)}x${made}`;
}

/** A date so many days from now, as form fields want it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export interface Answer {
  status: number;
  /** Where a redirect points: path, query and fragment. */
  location: string;
  text: string;
}

/** Somebody at a browser without JavaScript, who may be signed in. */
export class Visitor {
  session = '';

  async get(path: string): Promise<Answer> {
    return this.send(path, {});
  }

  async post(path: string, form: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', body: new URLSearchParams(form) });
  }

  private async send(path: string, request: RequestInit): Promise<Answer> {
    const response = await fetch(baseUrl() + path, {
      ...request,
      redirect: 'manual',
      headers: {
        Accept: 'text/html',
        Origin: baseUrl(),
        Referer: `${baseUrl()}/`,
        ...(this.session && { Cookie: `session=${this.session}` }),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const session = /^session=([^;]*)/.exec(cookie)?.[1];
      if (session !== undefined) this.session = session;
    }
    const to = response.headers.get('location');
    const location = to ? new URL(to, baseUrl() + path) : null;
    return {
      status: response.status,
      location: location ? location.pathname + location.search + location.hash : '',
      text: await response.text(),
    };
  }
}

/** Somebody with an account, signed in. */
export class Member extends Visitor {
  constructor(
    readonly name: string,
    readonly email: string,
    readonly password: string,
  ) {
    super();
  }
}

/** A form that must succeed: fails the test with what the server said instead. */
async function submit(who: Visitor, path: string, form: Record<string, string>): Promise<Answer> {
  const answer = await who.post(path, form);
  const refused = answer.status >= 400 || /[?&](retry|__err)=/.test(answer.location);
  if (refused) {
    throw new Error(`POST ${path} was refused: ${answer.status} ${answer.location}\n${answer.text.slice(0, 500)}`);
  }
  return answer;
}

/** What a new person types into the sign-up form. */
export function newcomer(): Member {
  const word = unique('');
  return new Member(`Robin ${word}`, `robin.${word}@example.com`, `lantern-orchard-${word}`);
}

/** A new customer; with an invitation's key, a new employee. */
export async function member({ invitation = '' } = {}): Promise<Member> {
  return signedUp(newcomer(), invitation);
}

/** The account of somebody who typed this, signed in. */
export async function signedUp(
  typed: Pick<Member, 'name' | 'email' | 'password'>,
  invitation = '',
): Promise<Member> {
  const person = new Member(typed.name, typed.email, typed.password);
  await submit(person, '/api/accounts/sign-up', {
    display_name: person.name,
    email: person.email,
    password: person.password,
    invitation,
    next: '',
  });
  if (!person.session) throw new Error(`${person.name} was not signed in by signing up.`);
  return person;
}

/** So many new customers. */
export async function members(count: number): Promise<Member[]> {
  return Promise.all(Array.from({ length: count }, () => member()));
}

/** Signs an existing account in, in a session of its own. */
export async function signedIn(account: Pick<Member, 'name' | 'email' | 'password'>): Promise<Member> {
  const person = new Member(account.name, account.email, account.password);
  await submit(person, '/api/accounts/sign-in', { email: person.email, password: person.password, next: '' });
  if (!person.session) throw new Error(`${person.name} could not sign in.`);
  return person;
}

export interface Idea {
  number: string;
  path: string;
  title: string;
}

export interface NewIdea {
  title?: string;
  body?: string;
  kind?: 'idea' | 'problem' | 'question' | 'praise';
  department?: string;
  topics?: string;
  board?: string;
  /** Number of the idea it grows from. */
  from?: string;
}

export async function idea(author: Member, given: NewIdea = {}): Promise<Idea> {
  const title = given.title ?? `A shelf for ${unique('lanterns')}`;
  const { location } = await submit(author, '/api/ideas/submit', {
    board: given.board ?? 'ideas',
    title,
    body: given.body ?? 'The lanterns stand on the floor, and somebody trips over them every week.',
    kind: given.kind ?? 'idea',
    department: given.department ?? '',
    topics: given.topics ?? '',
    from: given.from ?? '',
  });
  const [path, number] = /^\/ideas\/(\d+)\/[^?#]+/.exec(location) ?? [];
  if (!path || !number) throw new Error(`Posting an idea led to ${location}`);
  return { number, path, title };
}

export async function vote(voter: Member, on: Idea, choice: 'support' | 'oppose' | 'none' = 'support'): Promise<void> {
  await submit(voter, '/api/votes/cast', { idea: on.number, choice });
}

export async function comment(author: Member, on: Idea, body: string): Promise<void> {
  await submit(author, '/api/comments/post', { idea: on.number, body, parent: '' });
}

export async function withdraw(author: Member, what: Idea): Promise<void> {
  await submit(author, '/api/ideas/withdraw', { idea: what.number });
}

/** Hides an idea; only who cares for it may. */
export async function hide(by: Member, what: Idea): Promise<void> {
  await submit(by, '/api/moderation/hide', {
    idea: what.number,
    grounds: 'misplaced',
    reason: 'This belongs on the board of the workshop. Could you post it there?',
  });
}

/** An idea with so many supporters besides its author. */
export async function supportedIdea(author: Member, supporters: number): Promise<Idea> {
  const made = await idea(author);
  for (const supporter of await members(supporters)) await vote(supporter, made);
  return made;
}

export interface Team {
  number: string;
  path: string;
}

export interface NewSeat {
  skill: string;
  hours?: number;
  count?: number;
}

export async function team(starter: Member, on: Idea, seats: NewSeat[]): Promise<Team> {
  const form: Record<string, string> = {
    idea: on.number,
    purpose: `Build it: ${on.title}`,
    weeks: '8',
    milestone: 'A drawing everybody agrees with',
    milestone_due: inDays(10),
    decides: 'consent',
    stops_when: 'Nobody has worked on it for two weeks.',
  };
  seats.forEach((seat, at) => {
    form[`seats[${at}][skill]`] = seat.skill;
    form[`seats[${at}][level]`] = '1';
    form[`seats[${at}][hours]`] = String(seat.hours ?? 2);
    form[`seats[${at}][count]`] = String(seat.count ?? 1);
    form[`seats[${at}][need]`] = 'required';
  });
  const { location } = await submit(starter, '/api/teams/start', form);
  const [path, number] = /^\/teams\/(\d+)\/[^?#]+/.exec(location) ?? [];
  if (!path || !number) throw new Error(`Starting a team led to ${location}`);
  return { number, path };
}

/** Takes the seat at this place of a team's list. */
export async function takeSeat(who: Member, on: Team, place: number): Promise<void> {
  const page = await who.get(on.path);
  const seats = [...page.text.matchAll(/id="seat-(\d+)"/g)].map((match) => match[1]!);
  await submit(who, '/api/teams/take-seat', {
    team: on.number,
    seat: seats[place]!,
    charter: '1',
    hours: '2',
    until: inDays(60),
  });
}

export interface Launched {
  starter: Member;
  joiner: Member;
  drawer: Member;
  on: Idea;
  made: Team;
}

/** A team at work: a joiner and a drawer, of whom the starter is neither. */
export async function launchedTeam(): Promise<Launched> {
  const [starter, joiner, drawer] = (await members(3)) as [Member, Member, Member];
  const on = await supportedIdea(starter, 10);
  const made = await team(starter, on, [{ skill: 'Joinery' }, { skill: 'Drawing' }]);
  await takeSeat(joiner, made, 0);
  await takeSeat(drawer, made, 1);
  return { starter, joiner, drawer, on, made };
}
