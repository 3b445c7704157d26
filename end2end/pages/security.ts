import { type Locator } from '@playwright/test';
import { submit } from './controls';
import { Site } from './site';

export class SecurityPage extends Site {
  get current(): Locator {
    return this.main.getByLabel('Current password', { exact: true });
  }

  get next(): Locator {
    return this.main.getByLabel('New password', { exact: true });
  }

  /** One button for each session that can be ended from here. */
  get endSession(): Locator {
    return this.main.getByRole('button', { name: 'Sign out this session' });
  }

  async open(): Promise<void> {
    await this.page.goto('/me/security');
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.current.fill(current);
    await this.next.fill(next);
    await submit(this.main.getByRole('button', { name: 'Change password', exact: true }));
  }

  async endFirstOtherSession(): Promise<void> {
    await submit(this.endSession.first());
  }
}
