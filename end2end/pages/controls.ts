import { type Locator, type Response, expect } from '@playwright/test';

/** Opens every closed <details> around a control, outermost first, so that it can be used. */
export async function reveal(control: Locator): Promise<Locator> {
  await control.first().waitFor({ state: 'attached' });
  const closed = control.first().locator('xpath=ancestor::details[not(@open)]');
  while ((await closed.count()) > 0) {
    await closed.first().locator('> summary').first().click();
  }
  return control;
}

/** Presses a button that posts a form, and waits for the server's answer to it. */
export async function submit(button: Locator): Promise<Response> {
  await reveal(button);
  const answered = button.page().waitForResponse(
    (response) =>
      response.request().method() === 'POST' && new URL(response.url()).pathname.startsWith('/api/'),
  );
  await button.click();
  const response = await answered;
  expect(response.status(), `answer to ${response.url()}`).toBeLessThan(500);
  return response;
}

/** The form a control belongs to. */
export function formOf(control: Locator): Locator {
  return control.locator('xpath=ancestor::form');
}

/** Types into a field, or chooses an option by its value or its words. */
export async function set(field: Locator, value: string): Promise<void> {
  await reveal(field);
  const isSelect = await field.evaluate((element) => element.tagName === 'SELECT');
  if (isSelect) await field.selectOption(value);
  else await field.fill(value);
}

/** The field is marked as wrong and tied to a message that can be read. */
export async function expectError(field: Locator): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/\S/);
}
