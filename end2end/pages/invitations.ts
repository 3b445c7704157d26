import { set, submit } from './controls';
import { Site } from './site';

export class InvitationsPage extends Site {
  async open(): Promise<void> {
    await this.page.goto('/admin/invitations');
  }

  /** Makes an invitation and returns its link. */
  async invite(note: string, department: string): Promise<string> {
    await this.main.getByLabel('Note', { exact: true }).fill(note);
    await set(this.main.getByLabel('Department', { exact: true }), department);
    await submit(this.main.getByRole('button', { name: 'Create invitation', exact: true }));
    return this.main.getByLabel('Invitation link', { exact: true }).inputValue();
  }
}
