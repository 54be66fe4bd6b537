export { default as Failure } from './Failure.svelte';
export { default as LiveState } from './LiveState.svelte';
export { default as SeenAt } from './SeenAt.svelte';
export { default as Shell } from './Shell.svelte';
export { adminNav, mainNav } from './navigation';
export { install } from './install.svelte';
export { news } from './news.svelte';
export { pending } from './pending.svelte';
export { update } from './update.svelte';
