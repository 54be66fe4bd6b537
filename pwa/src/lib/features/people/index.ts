export { default as AdminRefused } from './AdminRefused.svelte';
export { default as ImportList } from './ImportList.svelte';
export { default as ImportView } from './ImportView.svelte';
export { default as LineForm } from './LineForm.svelte';
export { default as Pager } from './Pager.svelte';
export { default as RaterPicker } from './RaterPicker.svelte';
export { default as StaffTable } from './StaffTable.svelte';
export { default as Steps } from './Steps.svelte';
export { default as UploadForm } from './UploadForm.svelte';
export { OneStaffImport, StaffImports, StaffList } from './people.documents';
export {
  findingsPlace,
  placeQuery,
  type FindingsPlace,
  type ImportDetail,
  type StaffPerson,
} from './row';
export { COLUMNS } from './template';
