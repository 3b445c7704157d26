import { type Locator, type Page, expect } from '@playwright/test';
import { reveal, submit } from './controls';

/** What every page has: header, main part, account menu, search, notices. */
export class Site {
  readonly main: Locator;
  readonly heading: Locator;
  readonly skipLink: Locator;
  readonly search: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main');
    this.heading = page.getByRole('heading', { level: 1 });
    this.skipLink = page.getByRole('link', { name: 'Skip to content' });
    this.search = page.getByLabel('Search ideas', { exact: true });
  }

  /** Logo and name of the organisation, which lead to the board. */
  get brand(): Locator {
    return this.page.getByRole('banner').locator('a[href="/"]').first();
  }

  /** What opens the account menu; it is named after the person. */
  menu(name: string): Locator {
    return this.page.getByRole('banner').getByLabel(`Account: ${name}`, { exact: true });
  }

  get notices(): Locator {
    return this.page.getByRole('link', { name: /^Notifications/ }).filter({ visible: true }).first();
  }

  async expectSignedIn(name: string): Promise<void> {
    await expect(this.menu(name)).toBeVisible();
  }

  async expectSignedOut(): Promise<void> {
    const signIn = this.page.getByRole('link', { name: 'Sign in', exact: true });
    await expect(signIn.filter({ visible: true }).first()).toBeVisible();
    await expect(this.signOutButton).toHaveCount(0);
  }

  async expectNotices(count: number): Promise<void> {
    const name = count === 0 ? /^Notifications\D*$/ : new RegExp(`^Notifications\\D*\\b${count}\\b`);
    await expect(this.notices).toHaveAccessibleName(name);
  }

  async signOut(): Promise<void> {
    await reveal(this.signOutButton);
    await submit(this.signOutButton);
  }

  async searchFor(words: string): Promise<void> {
    await reveal(this.search);
    await this.search.fill(words);
    await this.search.press('Enter');
  }

  private get signOutButton(): Locator {
    return this.page.getByRole('button', { name: 'Sign out', exact: true, includeHidden: true });
  }
}
