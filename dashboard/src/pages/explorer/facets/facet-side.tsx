import { Dialog } from '../../../components/kit/dialog.tsx';
import { strings } from '../../../strings/catalogue.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetPanel } from './facet-panel.tsx';

const words = strings.explorer.facets;

interface FacetSideProps extends FacetActions {
  attributes: readonly string[];
  isSideOpen: boolean;
  isSheetOpen: boolean;
  onCloseSheet(): void;
}

/** The fields beside the results of wide screens, over the page on narrow ones. */
export function FacetSide({ isSideOpen, isSheetOpen, onCloseSheet, ...panel }: FacetSideProps) {
  return (
    <>
      {isSideOpen && (
        <aside aria-label={words.label} className="hidden w-60 shrink-0 overflow-y-auto border-e border-line md:block">
          <FacetPanel {...panel} />
        </aside>
      )}
      {isSheetOpen && (
        <Dialog title={words.open} onClose={onCloseSheet} className="w-[min(24rem,calc(100vw-2rem))]">
          <FacetPanel {...panel} />
        </Dialog>
      )}
    </>
  );
}
