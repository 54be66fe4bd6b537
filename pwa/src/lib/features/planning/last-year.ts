import { request } from '#lib/graphql';
import { shownContent, type Plan, type Rhk } from './plan';
import { MyPlanning, PlanNow } from './planning.documents';

/** The work results of one's own plan of the year before; null when there was none, or no answer now. */
export async function lastYear(plan: Plan): Promise<{ year: number; rhk: Rhk[] } | null> {
  const year = plan.year - 1;
  const { myPlanning } = await request(MyPlanning, { year });
  const card = myPlanning.__typename === 'SkpDesk' ? myPlanning.plans[0] : undefined;
  if (!card) return null;
  const { skp } = await request(PlanNow, { skpId: card.id });
  const content = skp.__typename === 'Skp' ? shownContent(skp) : null;
  return content && { year, rhk: content.rhk };
}
