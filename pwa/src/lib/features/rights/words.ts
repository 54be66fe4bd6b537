import { m } from '#lib/messages';
import type { Relation, Role } from '#lib/graphql';

const ROLES: Record<Role, () => string> = {
  HR_ADMIN: m.rights_role_hr,
  PERFORMANCE_TEAM: m.rights_role_team,
  AUDITOR: m.rights_role_auditor,
  SYSTEM_ADMIN: m.rights_role_system,
};

/** A relation that this version of the app does not know yet is called "others". */
const RELATIONS: Partial<Record<Relation, () => string>> = {
  ANYONE: m.rights_who_anyone,
  EMPLOYEE: m.rights_who_employee,
  RATER: m.rights_who_rater,
  WRITER: m.rights_who_writer,
  UNIT_LEADER: m.rights_who_unit_leader,
  UNIT_MEMBER: m.rights_who_unit_member,
  UNIT_SUPERIOR: m.rights_who_unit_superior,
  DECIDER: m.rights_who_decider,
};

export const roleWord = (role: Role): string => ROLES[role]();
export const relationWord = (relation: Relation): string =>
  (RELATIONS[relation] ?? m.rights_who_other)();
