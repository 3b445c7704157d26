import { type Member, signedIn } from './factories';

// Accounts of the demo organisation that the tests rely on.
const password = 'barnraise-demo';
const ada = { name: 'Ada Okafor', email: 'ada.okafor@harrowandpine.example', password };
const jun = { name: 'Jun Tanaka', email: 'jun.tanaka@harrowandpine.example', password };

const ines = { name: 'Ines Halloran', email: 'ines.halloran@post.example', password };

/** A customer of the demo with a public profile. */
export const customerHandle = 'ines-halloran';

/** Somebody on the team that this customer leads, whose skill others of it endorsed. */
export const teammateHandle = 'anton-petrov';

/** How the address of the team at work begins that this customer leads. */
export const ledTeam = 'between-7-am';

/** A board of the demo that only employees see. */
export const employeesBoard = '/boards/workshop-floor';

export async function admin(): Promise<Member> {
  return signedIn(ada);
}

export async function employee(): Promise<Member> {
  return signedIn(jun);
}

/** A customer who leads a team at work. */
export async function lead(): Promise<Member> {
  return signedIn(ines);
}
