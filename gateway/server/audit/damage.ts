import { DamagedFileError, setAside } from '@hearth/kit/private-file.ts';

/** A file of the record that is not as it was written, for the log. */
export interface Damage {
  /** Its path. */
  readonly file: string;
  readonly reason: string;
  /** Where what cannot be read of it is kept; undefined: where it was. */
  readonly keptIn?: string;
  /** How many lines of a journal cannot be read; each holds the entries of one turn of the event loop. */
  readonly lines?: number;
}

/** Called with each file that is damaged. */
export type OnDamage = (damage: Damage) => void;

/**
 * What `read` gives; undefined when its file is damaged, which is then set aside and told.
 * @throws DamagedFileError when it is damaged and no `onDamage` is given: a command leaves the file where it is
 */
export async function orSetAside<Value>(
  read: () => Promise<Value>,
  onDamage: OnDamage | undefined,
): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DamagedFileError) || !onDamage) throw error;
    const { path, reason } = error;
    onDamage({ file: path, reason, keptIn: await setAside(path) });
    return undefined;
  }
}
