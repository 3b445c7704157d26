import type { Locator, Response } from '@playwright/test';
import type { Idea } from '../support/factories';
import { set, submit } from './controls';
import { Site } from './site';

export interface SeatWish {
  skill: string;
  level: string;
  hours: string;
  count: string;
}

/** The form that starts a team on an idea. */
export class TeamForm extends Site {
  get purpose(): Locator {
    return this.main.getByLabel('Purpose', { exact: true });
  }

  get firstMilestone(): Locator {
    return this.main.getByLabel('First milestone', { exact: true });
  }

  async open(idea: Idea): Promise<void> {
    await this.page.goto(`/ideas/${idea.number}/team/new`);
  }

  seat(number: number): Locator {
    return this.main.getByRole('group', { name: `Seat ${number}`, exact: true });
  }

  skill(number: number): Locator {
    return this.seat(number).getByLabel('Skill', { exact: true });
  }

  async fillSeat(number: number, seat: SeatWish): Promise<void> {
    const group = this.seat(number);
    await this.skill(number).fill(seat.skill);
    await set(group.getByLabel('Level', { exact: true }), seat.level);
    await set(group.getByLabel('Hours a week', { exact: true }), seat.hours);
    await set(group.getByLabel('How many', { exact: true }), seat.count);
  }

  async submit(): Promise<Response> {
    return submit(this.main.getByRole('button', { name: 'Open the team', exact: true }));
  }
}
