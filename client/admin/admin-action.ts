// What an administrator does. A failure that shows at a field has no sentence below the form.
import { Action } from '../state/action.svelte.ts';
import { failure } from '../state/failure.ts';
import { faultyField } from '../text/failed.ts';
import { t } from './messages.svelte.ts';

export const adminAction = (): Action =>
  new Action((failed) => {
    if (faultyField(failed) !== undefined) return undefined;
    if (failed.code === 'last-admin') return t.current.lastAdmin;
    return failed.status === 404 ? t.current.gone : failure(failed);
  });
