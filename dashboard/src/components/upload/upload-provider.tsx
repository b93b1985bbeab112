import type { ReactNode } from 'react';
import { UploadContext, useOwnUpload } from './use-upload.ts';

/** Hands the upload of the page to all that is in it. */
export function UploadProvider({ children }: { children: ReactNode }) {
  return <UploadContext value={useOwnUpload()}>{children}</UploadContext>;
}
