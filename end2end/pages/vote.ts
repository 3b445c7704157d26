import { type Locator, type Page, expect } from '@playwright/test';
import { submit } from './controls';

/** The vote on one idea, on its page or on its card. */
export class Vote {
  readonly support: Locator;
  readonly oppose: Locator;
  readonly count: Locator;

  constructor(scope: Locator | Page, title: string) {
    this.support = scope.getByRole('button', { name: `Support: ${title}`, exact: true });
    this.oppose = scope.getByRole('button', { name: `Oppose: ${title}`, exact: true });
    this.count = scope.getByTestId('support-count').first();
  }

  async pressSupport(): Promise<void> {
    await submit(this.support);
  }

  async pressOppose(): Promise<void> {
    await submit(this.oppose);
  }

  async expect(count: number, pressed: 'support' | 'oppose' | 'none'): Promise<void> {
    await expect(this.count).toHaveText(String(count));
    await expect(this.support).toHaveAttribute('aria-pressed', String(pressed === 'support'));
    await expect(this.oppose).toHaveAttribute('aria-pressed', String(pressed === 'oppose'));
  }
}
