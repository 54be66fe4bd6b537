export { default as ChoicePage } from './ChoicePage.svelte';
export { default as DueCard } from './DueCard.svelte';
export { default as InboxLink } from './InboxLink.svelte';
export { default as InboxPage } from './InboxPage.svelte';
export { default as ProgressPage } from './ProgressPage.svelte';
export { default as TeamDuePage } from './TeamDuePage.svelte';
