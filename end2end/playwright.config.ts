import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);

const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const plain = { javaScriptEnabled: false };

// What only a script can do or measure, and what only a keyboard has.
const needsScripts = /\b(pages|budget|html|injection)\.spec\.ts$/;
const needsKeyboard = /\b(keyboard)\.spec\.ts$/;
// Once is enough: width changes neither the bytes nor the markup, nor what runs.
const onceOnly = /\b(budget|html|injection)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests',
  globalSetup: './support/server.ts',
  outputDir: 'results/artifacts',
  reporter: [['line'], ['json', { outputFile: 'results/results.json' }]],
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        // Chromium refuses to sandbox itself for root, as whom CI runs.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        // Without these it looks up hosts of its own at every start.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'js-desktop', use: desktop },
    { name: 'js-phone', use: phone, testIgnore: [needsKeyboard, onceOnly] },
    { name: 'plain-desktop', use: { ...desktop, ...plain }, testIgnore: needsScripts, grepInvert: /@js/ },
    {
      name: 'plain-phone',
      use: { ...phone, ...plain },
      testIgnore: [needsScripts, needsKeyboard],
      grepInvert: /@js/,
    },
  ],
});
