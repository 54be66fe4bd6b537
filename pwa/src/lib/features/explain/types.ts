import type { ExplainPageQuery, PartAccountFragment, TurnedFragment } from './explain.documents';
import type { NamedRuleFragment, SimulateQuery } from './explain.documents';

export type Account = Extract<ExplainPageQuery['explanation'], { __typename: 'Explanation' }>;
export type AnnualWeighing = NonNullable<Account['weighing']>;
export type Input = Account['inputs'][number];
export type PartAccount = PartAccountFragment;
export type Turned = TurnedFragment;
export type NamedRule = NamedRuleFragment;
export type Simulated = Extract<SimulateQuery['simulation'], { __typename: 'Simulation' }>;
