export { default as AnswerPage } from './AnswerPage.svelte';
export { default as DecidePage } from './DecidePage.svelte';
export { default as DeliveryPanel } from './DeliveryPanel.svelte';
export { default as FilingPage } from './FilingPage.svelte';
export { default as ObjectionPage } from './ObjectionPage.svelte';
export { default as ObjectionsPage } from './ObjectionsPage.svelte';
export { loadHomeCard, sendWaitingPapers } from './later';
