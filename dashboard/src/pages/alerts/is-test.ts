import { type Alert, TEST_CONDITION } from '../../../../core/alert.ts';

/** Whether it only tries the channels: nothing was measured. */
export function isTest({ condition }: Pick<Alert, 'condition'>): boolean {
  return condition === TEST_CONDITION;
}
