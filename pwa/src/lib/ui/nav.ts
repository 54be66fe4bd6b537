import type { Drawing } from './icon';

/** One entry of the bottom bar or the side bar. */
export interface NavItem {
  href: string;
  label: string;
  icon: Drawing;
  /** Something new waits there. */
  dot?: boolean;
}

/** Whether a path lies at or below an entry. */
export function isCurrent(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
