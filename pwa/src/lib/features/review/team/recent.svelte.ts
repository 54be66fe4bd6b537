import { request } from '#lib/graphql';
import { TeamRecent, type TeamRecentQuery } from './team.documents';

type Row = TeamRecentQuery['team']['members'][number];

/**
 * Earlier results of the team: fetched at the first tap that wants them, and never kept on the phone,
 * because somebody may be looking over the shoulder or use the phone after.
 */
export class Recent {
  failed = $state(false);
  #rows = $state.raw<Row[] | null>(null);
  #loading = false;

  constructor(readonly periodId: string | null) {}

  of(personId: string): Row['recent'] | null {
    if (this.#rows === null) return null;
    return this.#rows.find((row) => row.person.id === personId)?.recent ?? [];
  }

  async load(): Promise<void> {
    if (this.#rows !== null || this.#loading) return;
    this.#loading = true;
    this.failed = false;
    try {
      this.#rows = (await request(TeamRecent, { periodId: this.periodId })).team.members;
    } catch {
      this.failed = true; // said where they would stand; the next tap tries again
    } finally {
      this.#loading = false;
    }
  }

  /** Something was given meanwhile: the next look fetches again. */
  forget(): void {
    this.#rows = null;
  }
}
