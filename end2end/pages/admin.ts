import { type Locator, expect } from '@playwright/test';
import { reveal, set, submit } from './controls';
import { Site } from './site';

/** A page of the administration, by the word in its address. */
export class AdminPage extends Site {
  async open(word: string): Promise<void> {
    await this.page.goto(`/admin/${word}`);
  }

  /** A field of a form on the page. */
  field(label: string, within: Locator = this.main): Locator {
    return within.getByLabel(label, { exact: true });
  }

  /** Presses a button and waits for what it posts. */
  async press(name: string | RegExp, within: Locator = this.main): Promise<void> {
    await submit(within.getByRole('button', { name, exact: typeof name === 'string' }));
  }

  /** A department, board or topic of the list. */
  entry(name: string): Locator {
    const heading = this.page.getByRole('heading', { level: 2, name, exact: true });
    return this.main.getByRole('listitem').filter({ has: heading });
  }

  async fill(values: Record<string, string>, within: Locator = this.main): Promise<void> {
    for (const [label, value] of Object.entries(values)) await set(this.field(label, within), value);
  }

  /** Says yes to what the page asks again. */
  async confirm(button: string): Promise<void> {
    const box = this.main.getByRole('checkbox');
    await expect(box).toBeVisible();
    await box.check();
    await this.press(button);
  }

  async expectSaved(): Promise<void> {
    await expect(this.main.getByRole('status').filter({ hasText: /Saved|Signed out|Done|It runs/ })).toBeVisible();
  }
}

/** The list of members, and the page of one. */
export class MembersAdmin extends AdminPage {
  async find(words: string): Promise<void> {
    await this.open('members');
    await this.field('Name or email').fill(words);
    await this.main.getByRole('button', { name: 'Find', exact: true }).click();
  }

  /** Finds somebody by their address and opens their page. */
  async openMember(name: string, email: string): Promise<void> {
    await this.find(email);
    await this.main.getByRole('link', { name, exact: true }).click();
    await expect(this.heading).toHaveText(name);
  }

  /** Makes a link for a new password and returns it. */
  async makeResetLink(): Promise<string> {
    await this.press('Make a link');
    return this.field('Link for a new password').inputValue();
  }
}

/** Opens the form beside an entry of a list. */
export async function openChange(entry: Locator): Promise<void> {
  await reveal(entry.getByRole('textbox', { includeHidden: true }));
}
