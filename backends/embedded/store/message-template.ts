/**
 * A message as a template and its variables, as in CLP (Rodrigues, Luo, Yuan, OSDI 2021): a token (the query language's: a
 * maximal run of letters and decimal digits) that holds a digit is a variable, everything else is the template, where
 * each variable leaves {@link SLOT}. A message that holds the slot character is one single variable. A query word without digits is then decided by looking at templates alone.
 */
export const SLOT = '\0';

/** Stands behind each template in a pool of them, so that no token reaches from one into the next. */
export const TEMPLATE_END = '\n';

/** How many variables a template takes. */
export function slotsIn(template: string): number {
  let slots = 0;
  for (let at = template.indexOf(SLOT); at >= 0; at = template.indexOf(SLOT, at + 1)) slots++;
  return slots;
}
