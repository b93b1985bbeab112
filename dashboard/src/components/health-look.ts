import { CircleCheck, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { HealthStatus } from '../api/health.ts';

/** How well something is, by icon and colours: of text, and of a dot. */
export const HEALTH_LOOK: Readonly<Record<HealthStatus, { Icon: LucideIcon; text: string; dot: string }>> = {
  healthy: { Icon: CircleCheck, text: 'text-good', dot: 'bg-good' },
  degraded: { Icon: TriangleAlert, text: 'text-caution', dot: 'bg-caution' },
  unhealthy: { Icon: CircleX, text: 'text-bad', dot: 'bg-bad' },
};
