import { request } from '#lib/graphql';
import { RatingShelf } from './kept';
import type { Refusal } from './phase';
import { OpenReview, RateDraft } from './rate.documents';

export type Started = { reviewId: string; given: boolean } | { refusal: Refusal };

/** Begins a review or finds it begun; its form then lies on the phone, ready without signal. */
export async function startReview(
  owner: string,
  employeeId: string,
  periodId: string,
): Promise<Started> {
  const { openReview } = await request(OpenReview, { employeeId, periodId });
  if (openReview.__typename === 'Result') return { reviewId: openReview.reviewId, given: true };
  if (openReview.__typename !== 'Draft') return { refusal: openReview };
  await new RatingShelf(owner).keepSheet(openReview).catch(() => undefined); // only a copy
  return { reviewId: openReview.reviewId, given: false };
}

/** Puts the form of a begun review on the phone, ready without signal. */
export async function fetchForm(owner: string, reviewId: string): Promise<void> {
  const { draft } = await request(RateDraft, { reviewId });
  if (draft.__typename === 'Draft') await new RatingShelf(owner).keepSheet(draft);
}
