export { default as ExplainPage } from './ExplainPage.svelte';
export { default as SimulatePage } from './SimulatePage.svelte';
