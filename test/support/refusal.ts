import { FluxOciError } from '../../src/private/errors';

/** The whole message of the refusal that `act` must end in; it starts with the code. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (!(error instanceof FluxOciError)) throw error;
    if (!error.message.startsWith(`${error.code} `)) throw new Error(`the message must start with ${error.code}: ${error.message}`);
    return error.message;
  }
  throw new Error('nothing was refused');
}
