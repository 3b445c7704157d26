import { HtmlValidate } from 'html-validate';
import { everyPage, visit } from '../support/every-page';
import { Visitor } from '../support/factories';
import { expect, test } from '../support/scene';

// Islands keep the empty comments by which the browser finds their parts again; a parser skips them.
const marks = /<!>/g;

// What the HTML standard calls an error; matters of taste are left alone.
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: {
    'missing-doctype': 'error',
    // The buttons of one form say which was pressed; lists carry names that the launch checklist needs.
    'form-dup-name': 'off',
    'aria-label-misuse': 'off',
  },
});

for (const seen of everyPage) {
  test(`${seen.name} is valid HTML`, async ({ scene }) => {
    const { path, who } = visit(seen, scene);
    const { text } = await (who ?? new Visitor()).get(path);
    expect(text).toContain('</html>');
    const report = await validator.validateString(text.replace(marks, ''), path);
    const told = report.results.flatMap(({ messages }) =>
      messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
    );
    expect(told).toEqual([]);
  });
}
