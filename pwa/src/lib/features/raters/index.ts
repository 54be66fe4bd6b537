export { default as AbsencePanel } from './AbsencePanel.svelte';
export { default as DraftInputs } from './DraftInputs.svelte';
export { default as HandoverCards } from './HandoverCards.svelte';
export { default as MemberSigns } from './MemberSigns.svelte';
export { default as OwnRaterPage } from './OwnRaterPage.svelte';
export { default as QueuePage } from './QueuePage.svelte';
export { default as YearParts } from './YearParts.svelte';
