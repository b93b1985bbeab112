import { Dialog } from '../../../components/kit/dialog.tsx';
import { strings } from '../../../strings/catalogue.ts';
import type { FacetActions } from './facet-actions.ts';
import { FacetPanel } from './facet-panel.tsx';

const words = strings.explorer.facets;

interface FacetSideProps extends FacetActions {
  attributes: readonly string[];
  isSideOpen: boolean;
  isSheetOpen: boolean;
  /** Whether the details stand beside the results too: then there is room for the fields on very wide screens only. */
  isCrowded: boolean;
  onCloseSheet(): void;
}

/** The fields beside the results of wide screens, over the page on narrow ones. */
export function FacetSide({ isSideOpen, isSheetOpen, isCrowded, onCloseSheet, ...panel }: FacetSideProps) {
  return (
    <>
      {isSideOpen && (
        <aside
          aria-label={words.label}
          className={`hidden w-60 shrink-0 overflow-y-auto border-e border-line ${isCrowded ? '2xl:block' : 'md:block'}`}
        >
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
