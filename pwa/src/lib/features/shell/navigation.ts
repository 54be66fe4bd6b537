import { m } from '#lib/messages';
import type { NavItem } from '#lib/ui';
import Award from '@lucide/svelte/icons/award';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CalendarOff from '@lucide/svelte/icons/calendar-off';
import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import FileSearch from '@lucide/svelte/icons/file-search';
import FileSpreadsheet from '@lucide/svelte/icons/file-spreadsheet';
import Hourglass from '@lucide/svelte/icons/hourglass';
import House from '@lucide/svelte/icons/house';
import KeyRound from '@lucide/svelte/icons/key-round';
import User from '@lucide/svelte/icons/user';
import UserRoundX from '@lucide/svelte/icons/user-round-x';
import UsersRound from '@lucide/svelte/icons/users-round';

/** What the bars need to know about the person. */
export interface NavViewer {
  isRater: boolean;
  isHrAdmin: boolean;
  isAuditor: boolean;
}

/** The entries of the bottom bar: five at most, raters see their team. */
export function mainNav(viewer: NavViewer, isNew: { hasil: boolean; beranda: boolean }): NavItem[] {
  return [
    { href: '/beranda', label: m.nav_beranda(), icon: House, dot: isNew.beranda },
    { href: '/skp', label: m.nav_rencana(), icon: ClipboardList },
    ...(viewer.isRater ? [{ href: '/tim', label: m.nav_tim(), icon: UsersRound }] : []),
    { href: '/hasil', label: m.nav_hasil(), icon: Award, dot: isNew.hasil },
    { href: '/saya', label: m.nav_saya(), icon: User },
  ];
}

/** The entries for HR and, to read, for auditors: on the side bar of laptops, and on the page Saya on phones. */
export function adminNav(viewer: NavViewer): NavItem[] {
  if (!viewer.isHrAdmin && !viewer.isAuditor) return [];
  return [
    { href: '/admin/staf', label: m.nav_admin_staf(), icon: FileSpreadsheet },
    { href: '/admin/penilai', label: m.nav_admin_penilai(), icon: UserRoundX },
    { href: '/admin/peran', label: m.nav_admin_peran(), icon: KeyRound },
    ...(viewer.isAuditor
      ? [{ href: '/admin/periksa', label: m.nav_admin_periksa(), icon: FileSearch }]
      : []),
    { href: '/admin/periode', label: m.nav_admin_periode(), icon: CalendarDays },
    { href: '/admin/kemajuan', label: m.nav_admin_kemajuan(), icon: ChartNoAxesColumn },
    { href: '/admin/tenggat', label: m.nav_admin_tenggat(), icon: Hourglass },
    { href: '/admin/kalender', label: m.nav_admin_kalender(), icon: CalendarOff },
    { href: '/admin/rencana', label: m.nav_admin_rencana(), icon: ClipboardList },
  ];
}
