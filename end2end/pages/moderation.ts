import { type Locator, expect } from '@playwright/test';
import type { Idea } from '../support/factories';
import { formOf, set, submit } from './controls';
import { Site } from './site';

/** The pages of care: what stands, and what can be done about one thing. */
export class CarePage extends Site {
  async openIdea(idea: Idea): Promise<void> {
    await this.page.goto(`/moderation/ideas/${idea.number}`);
  }

  async openPerson(handle: string): Promise<void> {
    await this.page.goto(`/moderation/people/${handle}`);
  }

  async openList(show: '' | 'all' = ''): Promise<void> {
    await this.page.goto(show ? `/moderation?show=${show}` : '/moderation');
  }

  /** The quiet link beside a thing. */
  careLink(about: string): Locator {
    return this.main.getByRole('link', { name: `Care: ${about}`, exact: true });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  /** A field of the form with this button. */
  field(button: string, label: string): Locator {
    return formOf(this.button(button)).getByLabel(label, { exact: true });
  }

  /** Does what the button says, for this reason. */
  async act(button: string, grounds: string, reason: string): Promise<void> {
    await set(this.field(button, 'Why'), grounds);
    await set(this.field(button, 'Reason'), reason);
    await submit(this.button(button));
  }

  /** The measures on a thing. */
  measureOn(name: string): Locator {
    return this.main.getByRole('listitem').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  async expectReason(reason: string): Promise<void> {
    await expect(this.main.getByText(reason, { exact: true })).toBeVisible();
  }
}

/** The audit log. */
export class AuditPage extends Site {
  async open(query: Record<string, string> = {}): Promise<void> {
    await this.page.goto(`/admin/audit?${new URLSearchParams(query)}`);
  }

  get acts(): Locator {
    return this.main.getByRole('rowheader');
  }

  get download(): Locator {
    return this.main.getByRole('link', { name: 'Download as CSV', exact: true });
  }
}
