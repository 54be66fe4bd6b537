import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';

/** A drawing from '@lucide/svelte/icons/<name>': import each one alone, so only these are shipped. */
export type Drawing = Component<Omit<LucideProps, 'icon' | 'iconNode'>>;
