import { useCallback, useMemo } from 'react';
import { type Location, useLocation, useNavigate, useSearchParams } from 'react-router';
import { isZone, type ZoneChoice } from './format-time.ts';
import { usePreference } from './preferences.ts';
import { DEFAULT_RANGE, type TimeRange } from './time-range.ts';
import { useStable } from './use-stable.ts';

/** What every page shares; it stands in the address, so that a copied link shows the same. */
export interface ScreenState extends TimeRange {
  q: string;
}

/** What goes along from page to page. */
const SHARED = ['from', 'to', 'tz'] as const;

/** New values for the address; undefined or empty takes a parameter out. */
export type ScreenChange = Readonly<Record<string, string | undefined>>;

export function changeParameters(current: URLSearchParams, change: ScreenChange): URLSearchParams {
  const next = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** What was changed at a place whose successor is not drawn yet: the next change goes on from there. */
const changedAt = new WeakMap<Location, URLSearchParams>();

type Change = (change: ScreenChange, how?: { replace?: boolean }) => void;

/** The parameters of this address; changes that come together, from whichever part of the page, are all kept. */
export function useParameters(): [URLSearchParams, Change] {
  const location = useLocation();
  const navigate = useNavigate();
  const parameters = useMemo(() => new URLSearchParams(location.search), [location.search]);
  const { change } = useStable({
    change(wanted: ScreenChange, { replace = false }: { replace?: boolean } = {}) {
      const next = changeParameters(changedAt.get(location) ?? parameters, wanted);
      changedAt.set(location, next);
      void navigate(`?${next}`, { replace });
    },
  });
  return [parameters, change];
}

/** The query and the time of this page, and how to change anything in its address. */
export function useScreenState(): [ScreenState, Change] {
  const [parameters, change] = useParameters();
  const [q, from, to] = [parameters.get('q') ?? '', parameters.get('from'), parameters.get('to')];
  const state = useMemo(() => ({ q, from: from ?? DEFAULT_RANGE.from, to: to ?? DEFAULT_RANGE.to }), [q, from, to]);
  return [state, change];
}

/** An address of another page that keeps the time and the zone of this one; the query only when it is given. */
export function useLinkTo(): (path: string, parameters?: ScreenChange) => string {
  const [current] = useSearchParams();
  return useCallback(
    (path, parameters = {}) => {
      const kept = new URLSearchParams();
      for (const name of SHARED) {
        const value = current.get(name);
        if (value !== null) kept.set(name, value);
      }
      const text = changeParameters(kept, parameters).toString();
      return text === '' ? path : `${path}?${text}`;
    },
    [current],
  );
}

/** The zone in which times are shown: of the address, else as remembered, else the browser's. */
export function useZone(): [ZoneChoice, (zone: ZoneChoice) => void] {
  const [parameters, changeAddress] = useParameters();
  const [remembered, remember] = usePreference('zone');
  const wanted = parameters.get('tz') ?? remembered ?? 'local';
  const change = (zone: ZoneChoice): void => {
    remember(zone);
    changeAddress({ tz: zone === 'local' ? undefined : zone }, { replace: true });
  };
  return [isZone(wanted) ? wanted : 'local', change];
}
