import type { Locator } from '@playwright/test';
import { submit } from './controls';
import { Site } from './site';

export class Notices extends Site {
  async open(): Promise<void> {
    await this.page.goto('/me/notifications');
  }

  /** The notices that speak of something, newest first. */
  about(words: string | RegExp): Locator {
    return this.main.getByRole('listitem').filter({ hasText: words });
  }

  async markAllRead(): Promise<void> {
    await submit(this.main.getByRole('button', { name: 'Mark all as read', exact: true }));
  }
}
