import { afterAll } from '@jest/globals';
import { closeTabs } from './browser.ts';

afterAll(closeTabs);
