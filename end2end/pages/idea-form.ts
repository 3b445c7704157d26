import type { Locator, Page, Response } from '@playwright/test';
import type { Idea } from '../support/factories';
import { set, submit } from './controls';
import { Site } from './site';

/** A new idea, or the editing of one. */
export class IdeaForm extends Site {
  readonly title: Locator;
  readonly body: Locator;
  readonly department: Locator;
  readonly topics: Locator;
  readonly kind: Locator;
  readonly board: Locator;

  constructor(page: Page) {
    super(page);
    this.title = this.main.getByLabel('Title', { exact: true });
    this.body = this.main.getByLabel('What would be better, and for whom?', { exact: true });
    this.department = this.main.getByLabel('Department', { exact: true });
    this.topics = this.main.getByLabel('Topics', { exact: true });
    this.kind = this.main.getByLabel('Kind', { exact: true });
    this.board = this.main.getByLabel('Board', { exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto('/ideas/new');
  }

  /** Begins with the words of another idea. */
  async openFrom(original: Idea): Promise<Response | null> {
    return this.page.goto(`/ideas/new?from=${original.number}`);
  }

  async fill(idea: { title: string; body: string; department?: string; topics?: string; kind?: string }): Promise<void> {
    await this.title.fill(idea.title);
    await this.body.fill(idea.body);
    if (idea.department) await set(this.department, idea.department);
    if (idea.topics) await this.topics.fill(idea.topics);
    if (idea.kind) await set(this.kind, idea.kind);
  }

  async post(): Promise<Response> {
    return submit(this.main.getByRole('button', { name: 'Post idea', exact: true }));
  }

  async save(): Promise<Response> {
    return submit(this.main.getByRole('button', { name: 'Save changes', exact: true }));
  }
}
