export { default as ProfilePage } from './ProfilePage.svelte';
