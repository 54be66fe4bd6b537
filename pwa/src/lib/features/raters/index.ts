export { default as OwnRaterPage } from './OwnRaterPage.svelte';
export { default as QueuePage } from './QueuePage.svelte';
