import type { DataOf } from '#lib/graphql';
import type { AllPeriods } from './periods.documents';

/** A period as the list shows it. */
export type PeriodRow = DataOf<typeof AllPeriods>['periods'][number];
