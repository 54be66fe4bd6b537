export * as m from './generated/index';
export { locale, type Locale } from './locale.svelte';
export * from './words';
