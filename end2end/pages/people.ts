import type { Locator } from '@playwright/test';
import type { Team } from '../support/factories';
import { submit } from './controls';
import { Site } from './site';

/** Where a team finds people for its seats. */
export class PeoplePage extends Site {
  async open(team: Team): Promise<void> {
    await this.page.goto(`${team.path}/people`);
  }

  async choose(tab: string): Promise<void> {
    await this.main.getByRole('navigation', { name: 'Seats' }).getByRole('link', { name: tab, exact: true }).click();
  }

  /** Somebody in the list. */
  person(name: string): Locator {
    return this.main.getByRole('listitem').filter({ hasText: name }).first();
  }

  offerButton(name: string, skill: string): Locator {
    return this.main.getByRole('button', { name: `Offer the seat: ${skill}, to ${name}`, exact: true });
  }

  async offer(name: string, skill: string): Promise<void> {
    await submit(this.offerButton(name, skill));
  }

  async takeBack(name: string): Promise<void> {
    await submit(this.main.getByRole('button', { name: `Take the offer back: ${name}`, exact: true }));
  }
}

/** A seat that is offered, wherever it is shown. */
export class Offer extends Site {
  of(skill: string): Locator {
    return this.main.getByRole('region', { name: `Seat offered: ${skill}`, exact: true });
  }

  async accept(skill: string): Promise<void> {
    await submit(this.of(skill).getByRole('button', { name: 'Take the seat', exact: true }));
  }

  async decline(skill: string): Promise<void> {
    await submit(this.of(skill).getByRole('button', { name: 'No, thanks', exact: true }));
  }
}
