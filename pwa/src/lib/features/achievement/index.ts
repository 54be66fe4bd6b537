export { default as UnitPage } from './UnitPage.svelte';
export { default as UnitsPage } from './UnitsPage.svelte';
