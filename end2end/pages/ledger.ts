import { type Locator, expect } from '@playwright/test';
import type { Team } from '../support/factories';
import { formOf, reveal, set, submit } from './controls';
import { Site } from './site';

/** A team's contribution ledger. */
export class LedgerPage extends Site {
  async open(team: Team): Promise<void> {
    await this.page.goto(`${team.path}/ledger`);
  }

  get give(): Locator {
    return this.main.getByRole('button', { name: /^(Give these|Change my) points$/ });
  }

  /** Splits the points among the others, by their names. */
  async split(points: Record<string, string>): Promise<void> {
    for (const [name, number] of Object.entries(points)) {
      await set(formOf(this.give).getByLabel(name, { exact: true }), number);
    }
    await submit(this.give);
  }

  /** What somebody holds of the milestone that is shown. */
  row(name: string): Locator {
    return this.main.getByRole('region', { name: /^Shares of:/ }).getByRole('row').filter({ hasText: name });
  }

  async dispute(reason: string): Promise<void> {
    const button = this.main.getByRole('button', { name: 'Dispute these shares', exact: true, includeHidden: true });
    await reveal(button);
    await formOf(button).getByLabel('Reason', { exact: true }).fill(reason);
    await submit(button);
  }

  async expectCounted(): Promise<void> {
    await expect(this.main.getByText('can be disputed', { exact: true })).toBeVisible();
  }
}
