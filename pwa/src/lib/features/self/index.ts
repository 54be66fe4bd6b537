export { default as SelfBeside } from './SelfBeside.svelte';
export { default as SelfEntry } from './SelfEntry.svelte';
export { default as SelfPage } from './SelfPage.svelte';
