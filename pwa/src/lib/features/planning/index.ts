export { default as MatrixPage } from './MatrixPage.svelte';
export { default as MyPlanPage } from './MyPlanPage.svelte';
export { default as PlanPage } from './PlanPage.svelte';
export { default as PrintPage } from './PrintPage.svelte';
export { default as TeamPlansPage } from './TeamPage.svelte';
export { default as UnitsPage } from './UnitsPage.svelte';
export { default as WritePage } from './WritePage.svelte';
export { sendWaitingPlans } from './background';
