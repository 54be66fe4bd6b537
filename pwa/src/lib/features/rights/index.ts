export { default as AuditPage } from './AuditPage.svelte';
export { default as LendPage } from './LendPage.svelte';
export { default as RightsPage } from './RightsPage.svelte';
export { default as RolesPage } from './RolesPage.svelte';
