import type { DataOf } from '#lib/graphql';
import type { LinePreview, MyRaterReports, RaterReportFile } from './raters.documents';

type Of<Union, Name> = Extract<Union, { __typename: Name }>;

export type Report = DataOf<typeof MyRaterReports>['myRaterReports'][number];
export type ReportFile = Of<DataOf<typeof RaterReportFile>['raterReport'], 'RaterReportFile'>;
export type Preview = Of<DataOf<typeof LinePreview>['linePreview'], 'LinePreview'>;
export type PeriodEffect = Preview['periods'][number];
