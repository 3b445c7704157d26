import { type Locator, expect } from '@playwright/test';
import type { Idea } from '../support/factories';
import { formOf, reveal, submit } from './controls';
import { Site } from './site';
import { Vote } from './vote';

export class IdeaPage extends Site {
  async open(idea: Idea): Promise<void> {
    await this.page.goto(idea.path);
  }

  vote(title: string): Vote {
    return new Vote(this.main, title);
  }

  get edit(): Locator {
    return this.main.getByRole('link', { name: 'Edit', exact: true });
  }

  get withdrawButton(): Locator {
    return this.main.getByRole('button', { name: 'Withdraw this idea', exact: true, includeHidden: true });
  }

  /** The way to an idea that grows from this one. */
  get buildOn(): Locator {
    return this.main.getByRole('link', { name: 'Build on this idea', exact: true });
  }

  /** Under the title: what this idea grew from. */
  get grownFrom(): Locator {
    return this.main.getByText('Grown from');
  }

  /** Under the text: what grew from this idea. */
  get forks(): Locator {
    return this.main.getByRole('region', { name: 'What grew from this', exact: true });
  }

  get startTeam(): Locator {
    return this.main.getByRole('link', { name: 'Start a team', exact: true });
  }

  /** The post of the stage tracker the idea has reached. */
  get stage(): Locator {
    return this.main.locator('[aria-current="step"]');
  }

  get teamLinks(): Locator {
    return this.main.locator('a[href^="/teams/"]');
  }

  async withdraw(): Promise<void> {
    await submit(this.withdrawButton);
  }

  // Comments

  get newComment(): Locator {
    return this.main.getByLabel('Add a comment', { exact: true });
  }

  get commentButton(): Locator {
    return this.main.getByRole('button', { name: 'Comment', exact: true });
  }

  /** The comments of one person, each an article named after its author. */
  commentsBy(author: string): Locator {
    return this.main.getByRole('article', { name: author });
  }

  async comment(text: string): Promise<void> {
    await this.newComment.fill(text);
    await submit(this.commentButton);
  }

  async reply(to: Locator, text: string): Promise<void> {
    const field = await this.opened(to, 'Reply', 'Your reply');
    await field.fill(text);
    await submit(formOf(field).getByRole('button', { name: 'Post reply', exact: true }));
  }

  async editComment(comment: Locator, text: string): Promise<void> {
    const field = await this.opened(comment, 'Edit', 'Your comment');
    await field.fill(text);
    await submit(formOf(field).getByRole('button', { name: 'Save comment', exact: true }));
  }

  async deleteComment(comment: Locator): Promise<void> {
    await submit(comment.getByRole('button', { name: /^Delete/, includeHidden: true }).first());
  }

  async expectNoControls(comment: Locator): Promise<void> {
    await expect(comment.locator('summary, a, button').filter({ hasText: /^\s*(Edit|Delete)/ })).toHaveCount(0);
  }

  /** Uses a comment's control and gives the field that it opens, in place or on a page of its own. */
  private async opened(comment: Locator, control: string, label: string): Promise<Locator> {
    const opener = comment.locator('summary, a, button').filter({ hasText: new RegExp(`^\\s*${control}\\s*$`) }).first();
    const field = this.main.getByLabel(label, { exact: true }).filter({ visible: true });
    await reveal(opener);
    if (!(await field.isVisible())) await opener.click();
    return field;
  }
}
