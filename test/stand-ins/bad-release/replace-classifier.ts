import { registerHooks } from 'node:module';

/** To be imported before the program: gives it the classifier beside this file in place of its own. */
const { search } = new URL(import.meta.url);
const replacement = new URL(`./classifier.ts${search}`, import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const isReplaced = found.url.endsWith('/models/category/classifier.ts') && context.parentURL !== replacement;
    return isReplaced ? { ...found, url: replacement } : found;
  },
});
