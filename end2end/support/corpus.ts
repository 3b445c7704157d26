import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '../../server/http-tests/tests/scripts/corpus.json');

/** Strings that would set `__xss`, were they ever run; the HTTP tests type the same ones. */
export function corpus(): string[] {
  const kinds = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
  return Object.values(kinds).flat();
}

/** The string with harmless words behind it until it is long enough, or its beginning. */
export function fitted(string: string, min: number, max: number): string {
  let text = [...string].slice(0, max).join('');
  while ([...shown(text)].length < min) text += ' lantern';
  return [...text].slice(0, max).join('');
}

/** The string as a name: without what cannot be seen, which names refuse. */
export function named(string: string, min: number, max: number): string {
  return fitted(string.replace(/[\p{Cc}\p{Cf}]/gu, ''), min, max);
}

/** What is left of a line when its hidden characters are gone. */
function shown(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
}
