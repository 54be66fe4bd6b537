export { AllPeriods } from './periods.documents';
export { default as PeriodForm } from './PeriodForm.svelte';
export { default as PeriodTable } from './PeriodTable.svelte';
export { default as OpenPeriods } from './OpenPeriods.svelte';
export type { PeriodRow } from './row';
