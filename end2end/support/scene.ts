import { type Scene, buildScene } from './every-page';
import { test as base } from './test';

/** The test function of the specs that look at every page: the scene is built once a worker. */
export const test = base.extend<object, { scene: Scene }>({
  scene: [async ({}, use) => use(await buildScene()), { scope: 'worker' }],
});

export { expect } from './test';
