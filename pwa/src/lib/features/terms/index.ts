export { default as CalendarPage } from './CalendarPage.svelte';
export { default as TermsPage } from './TermsPage.svelte';
