import { strings } from '../../strings/catalogue.ts';
import { Dialog } from '../kit/dialog.tsx';
import { ChosenFiles } from './chosen-files.tsx';
import { UploadReport } from './upload-report.tsx';
import { useUpload } from './use-upload.ts';

/** The window of the upload, while it is open. */
export function UploadWindow() {
  const { isOpen, progress, close } = useUpload();
  if (!isOpen) return null;
  return (
    <Dialog title={strings.upload.title} onClose={close}>
      {progress ? <UploadReport progress={progress} /> : <ChosenFiles />}
    </Dialog>
  );
}
