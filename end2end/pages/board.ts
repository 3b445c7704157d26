import type { Locator } from '@playwright/test';
import { reveal, set } from './controls';
import { Site } from './site';
import { Vote } from './vote';

export type Sort = 'Trending' | 'New' | 'Discussed';

export class Board extends Site {
  async open(query = ''): Promise<void> {
    await this.page.goto(`/${query}`);
  }

  /** The cards of ideas, each with the title as its heading and the vote beside it. */
  get cards(): Locator {
    return this.main.getByRole('listitem').filter({ has: this.titles });
  }

  card(title: string): Locator {
    return this.main.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  link(title: string): Locator {
    return this.card(title).getByRole('heading').getByRole('link', { name: title, exact: true });
  }

  vote(title: string): Vote {
    return new Vote(this.card(title), title);
  }

  /** The addresses of the ideas shown, in their order. */
  async ideas(): Promise<string[]> {
    await this.cards.first().waitFor();
    return this.cards.locator(this.titles).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  }

  async sortBy(sort: Sort): Promise<void> {
    await this.main.getByRole('link', { name: sort, exact: true }).click();
  }

  async filterBy(choice: { Department?: string; Stage?: string; Kind?: string }): Promise<void> {
    for (const [label, value] of Object.entries(choice)) {
      await set(this.page.getByLabel(label, { exact: true }), value);
    }
    const apply = this.page.getByRole('button', { name: 'Apply', exact: true, includeHidden: true });
    await reveal(apply);
    await apply.click();
  }

  get showMore(): Locator {
    return this.main.getByRole('link', { name: 'Show more', exact: true });
  }

  get newIdea(): Locator {
    return this.main.locator('a[href^="/ideas/new"]').first();
  }

  private get titles(): Locator {
    return this.page.locator(':is(h2, h3) a[href^="/ideas/"]');
  }
}
