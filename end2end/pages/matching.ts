import type { Locator, Response } from '@playwright/test';
import { set, submit } from './controls';
import { Site } from './site';

export interface Preferences {
  open: 'yes' | 'no';
  hours: string;
  timeZone: string;
  topics: string;
  wants: string;
}

/** What a member wants to be found for. */
export class MatchingPage extends Site {
  async open(): Promise<void> {
    await this.page.goto('/me/matching');
  }

  field(label: string): Locator {
    return this.main.getByLabel(label, { exact: true });
  }

  async fill(told: Partial<Preferences>): Promise<void> {
    const labels: [keyof Preferences, string][] = [
      ['open', 'Suggest seats to me'],
      ['hours', 'Free hours a week'],
      ['timeZone', 'Time zone'],
      ['topics', 'Topics you care about'],
      ['wants', 'Skills you want to learn'],
    ];
    for (const [key, label] of labels) {
      const value = told[key];
      if (value !== undefined) await set(this.field(label), value);
    }
  }

  async save(): Promise<Response> {
    return submit(this.main.getByRole('button', { name: 'Save matching', exact: true }));
  }
}
