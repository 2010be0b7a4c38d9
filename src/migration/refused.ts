import { FluxOciError } from '../private/errors';

/** What this makes, or why the library refuses it. */
export function orRefusal<T>(make: () => T): T | FluxOciError {
  try {
    return make();
  } catch (error) {
    if (error instanceof FluxOciError) return error;
    throw error;
  }
}
