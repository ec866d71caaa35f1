import { holdsCitizenId } from '@hearth/schema/protocol/citizen-id.ts';
import { badUserInput } from '@hearth/schema/protocol/errors.ts';

const LONGEST_TEXT = 200; // characters, as in exchange files

/**
 * Refuses what no field of any command may hold: a text that is blank or too long, a citizen ID in the clear.
 * @throws BAD_USER_INPUT naming the field
 */
export function checkTexts(input: object): void {
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'string') continue;
    if (value.trim() === '' || value.length > LONGEST_TEXT) {
      throw badUserInput(
        `"${name}" has ${value.length} characters; give 1 to ${LONGEST_TEXT}, not all of them blank.`,
      );
    }
    if (holdsCitizenId(value)) throw badUserInput(`"${name}" holds a citizen ID; leave it out.`);
  }
}
