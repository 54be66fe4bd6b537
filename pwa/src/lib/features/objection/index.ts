export { default as AnswerPage } from './AnswerPage.svelte';
export { default as DecidePage } from './DecidePage.svelte';
export { default as DeliveryPanel } from './DeliveryPanel.svelte';
export { default as FilingPage } from './FilingPage.svelte';
export { default as HomeDue } from './HomeDue.svelte';
export { default as HomeTurns } from './HomeTurns.svelte';
export { default as ObjectionPage } from './ObjectionPage.svelte';
export { default as ObjectionsPage } from './ObjectionsPage.svelte';
export { sendWaitingPapers } from './background';
