import { type Locator, type Response, expect } from '@playwright/test';
import { set, submit } from './controls';
import { Site } from './site';

export interface Profile {
  displayName: string;
  handle: string;
  department: string;
  about: string;
  skill: string;
  level: string;
}

export class ProfilePage extends Site {
  async open(): Promise<void> {
    await this.page.goto('/me/profile');
  }

  field(label: string): Locator {
    return this.main.getByLabel(label, { exact: true });
  }

  async fill(profile: Partial<Profile>): Promise<void> {
    const labels: [keyof Profile, string][] = [
      ['displayName', 'Display name'],
      ['handle', 'Handle'],
      ['department', 'Department'],
      ['about', 'About'],
      ['skill', 'Skill 1'],
      ['level', 'Level 1'],
    ];
    for (const [key, label] of labels) {
      const value = profile[key];
      if (value !== undefined) await set(this.field(label), value);
    }
  }

  async save(): Promise<Response> {
    return submit(this.main.getByRole('button', { name: 'Save profile', exact: true }));
  }
}

/** What others see of a member. */
export class PersonPage extends Site {
  async open(handle: string): Promise<void> {
    await this.page.goto(`/people/${handle}`);
  }

  /** A declared skill, by its name. */
  skill(name: string): Locator {
    const skills = this.main.getByRole('region', { name: 'Skills', exact: true });
    return skills.getByRole('listitem').filter({ hasText: name });
  }

  endorseButton(skill: string): Locator {
    return this.main.getByRole('button', { name: `Endorse: ${skill}`, exact: true });
  }

  takeBackButton(skill: string): Locator {
    return this.main.getByRole('button', { name: `Take back: ${skill}`, exact: true });
  }

  async endorse(skill: string): Promise<void> {
    await submit(this.endorseButton(skill));
    await expect(this.takeBackButton(skill)).toBeVisible();
  }

  async takeBack(skill: string): Promise<void> {
    await submit(this.takeBackButton(skill));
    await expect(this.endorseButton(skill)).toBeVisible();
  }
}
