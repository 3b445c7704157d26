import { type Locator, expect } from '@playwright/test';
import type { Team } from '../support/factories';
import { formOf, reveal, set, submit } from './controls';
import { Site } from './site';

export class TeamPage extends Site {
  async open(team: Team): Promise<void> {
    await this.page.goto(team.path);
  }

  get checklist(): Locator {
    return this.main.getByRole('list', { name: 'Launch checklist', exact: true });
  }

  takeSeatButton(skill: string): Locator {
    return this.main.getByRole('button', { name: `Take this seat: ${skill}`, exact: true });
  }

  get leaveButton(): Locator {
    return this.main.getByRole('button', { name: 'Leave this seat', exact: true, includeHidden: true });
  }

  get handBackButton(): Locator {
    return this.main.getByRole('button', { name: 'Hand back my seat', exact: true, includeHidden: true });
  }

  /** Takes a seat with the hours and the date the page proposes. */
  async takeSeat(skill: string): Promise<void> {
    const button = await reveal(this.takeSeatButton(skill).first());
    const form = formOf(button);
    await expect(form.getByLabel('Hours a week', { exact: true })).toHaveValue(/\d/);
    await expect(form.getByLabel('Until', { exact: true })).toHaveValue(/^\d{4}-\d\d-\d\d$/);
    await submit(button);
  }

  async leave(): Promise<void> {
    await submit(this.leaveButton);
  }

  async handBack(reason: string): Promise<void> {
    await this.withReason(this.handBackButton, reason);
  }

  async acceptCharter(): Promise<void> {
    await submit(this.main.getByRole('button', { name: 'Accept the charter', exact: true, includeHidden: true }));
  }

  async blockCharter(reason: string): Promise<void> {
    const block = this.main.getByRole('button', { name: 'Block the charter', exact: true, includeHidden: true });
    await this.withReason(block, reason);
  }

  /** The charter's own form, for those who may change it. */
  get charterForm(): Locator {
    return formOf(this.button('Save the charter'));
  }

  /** The form that changes a kind of seat. */
  seatForm(skill: string): Locator {
    return formOf(this.seat(skill).getByRole('button', { name: 'Save this seat', exact: true, includeHidden: true }));
  }

  seat(skill: string): Locator {
    return this.main.getByRole('group', { name: skill, exact: true });
  }

  async changeCharter(words: Record<string, string>): Promise<void> {
    await this.fillAndSubmit(this.charterForm, words, 'Save the charter');
  }

  async changeSeat(skill: string, words: Record<string, string>): Promise<void> {
    await this.fillAndSubmit(this.seatForm(skill), words, 'Save this seat');
  }

  takeBackButton(skill: string): Locator {
    return this.button(`Take back this seat: ${skill}`);
  }

  get moreTimeButton(): Locator {
    return this.main.getByRole('button', { name: /^Gather until/, includeHidden: true });
  }

  get endButton(): Locator {
    return this.button('End this team');
  }

  async end(becomes: RegExp, reason: string): Promise<void> {
    await reveal(this.endButton);
    const form = formOf(this.endButton);
    const choice = form.getByLabel('What becomes of the idea', { exact: true });
    const option = choice.locator('option').filter({ hasText: becomes });
    await choice.selectOption((await option.getAttribute('value')) ?? '');
    await form.getByLabel('Reason', { exact: true }).fill(reason);
    await submit(this.endButton);
  }

  /** The form with this button. */
  formWith(button: string): Locator {
    return formOf(this.button(button));
  }

  /** A task of the team, by its words. */
  task(title: string): Locator {
    return this.main.getByRole('listitem').filter({ hasText: title });
  }

  async addTask(milestone: Locator, title: string): Promise<void> {
    const button = milestone.getByRole('button', { name: 'Add this task', exact: true, includeHidden: true });
    await set(formOf(button).getByLabel('What is to be done', { exact: true }), title);
    await submit(button);
  }

  async expectGathering(): Promise<void> {
    await expect(this.checklist).toBeVisible();
    await expect(this.launched).toHaveCount(0);
  }

  async expectLaunched(): Promise<void> {
    await expect(this.launched.first()).toBeVisible();
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true, includeHidden: true });
  }

  async fillAndSubmit(form: Locator, words: Record<string, string>, name: string): Promise<void> {
    const button = form.getByRole('button', { name, exact: true, includeHidden: true });
    await reveal(button);
    for (const [label, value] of Object.entries(words)) await set(form.getByLabel(label, { exact: true }), value);
    await submit(button);
  }

  private get launched(): Locator {
    return this.main.getByText(/^\s*Launched\b/).filter({ visible: true });
  }

  private async withReason(button: Locator, reason: string): Promise<void> {
    await reveal(button);
    await formOf(button).getByLabel('Reason', { exact: true }).fill(reason);
    await submit(button);
  }
}
