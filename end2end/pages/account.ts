import type { Locator, Page, Response } from '@playwright/test';
import type { Member } from '../support/factories';
import { submit } from './controls';
import { Site } from './site';

export class SignUp extends Site {
  readonly displayName: Locator;
  readonly email: Locator;
  readonly password: Locator;
  readonly create: Locator;

  constructor(page: Page) {
    super(page);
    this.displayName = this.main.getByLabel('Display name', { exact: true });
    this.email = this.main.getByLabel('Email', { exact: true });
    this.password = this.main.getByLabel('Password', { exact: true });
    this.create = this.main.getByRole('button', { name: 'Create account', exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto('/sign-up');
  }

  async fill(who: Pick<Member, 'name' | 'email' | 'password'>): Promise<void> {
    await this.displayName.fill(who.name);
    await this.email.fill(who.email);
    await this.password.fill(who.password);
  }

  async submit(): Promise<Response> {
    return submit(this.create);
  }
}

export class SignIn extends Site {
  readonly email: Locator;
  readonly password: Locator;
  readonly enter: Locator;

  constructor(page: Page) {
    super(page);
    this.email = this.main.getByLabel('Email', { exact: true });
    this.password = this.main.getByLabel('Password', { exact: true });
    this.enter = this.main.getByRole('button', { name: 'Sign in', exact: true });
  }

  async open(): Promise<void> {
    await this.page.goto('/sign-in');
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await submit(this.enter);
  }
}
