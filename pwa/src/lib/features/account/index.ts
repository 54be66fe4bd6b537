export { default as PasswordForm } from './PasswordForm.svelte';
export { default as SignInForm } from './SignInForm.svelte';
export { readSession } from './auth';
export { session, type SessionPhase, type Viewer } from './session.svelte';
