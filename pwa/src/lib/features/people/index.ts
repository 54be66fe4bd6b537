export { default as AdminRefused } from './AdminRefused.svelte';
