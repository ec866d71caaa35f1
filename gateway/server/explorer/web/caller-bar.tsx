import { useState } from 'react';
import type { Access, Caller } from './caller.ts';

interface CallerBarProps {
  readonly access: Access;
  readonly first: Caller;
  readonly onChange: (caller: Caller) => void;
  /** What the last answer denied; '' for nothing. */
  readonly denial: string;
}

/** Chooses as whom, for what and in which case is asked. */
export function CallerBar({ access: { personas, purposes }, first, onChange, denial }: CallerBarProps) {
  const [caller, setCaller] = useState(first);
  const change = (changes: Partial<Caller>) => {
    const next = { ...caller, ...changes };
    setCaller(next);
    onChange(next);
  };
  const chosen = personas.find(({ name }) => name === caller.persona);
  const become = (name: string) => {
    const granted = personas.find((persona) => persona.name === name)?.purposes ?? purposes;
    change({
      persona: name,
      purpose: granted.includes(caller.purpose) ? caller.purpose : (granted[0] ?? ''),
    });
  };
  return (
    <form className="caller" onSubmit={(event) => event.preventDefault()}>
      {personas.length > 0 && (
        <label>
          As
          <select name="persona" value={caller.persona} onChange={({ target }) => become(target.value)}>
            {personas.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        For
        <select
          name="purpose"
          value={caller.purpose}
          onChange={({ target }) => change({ purpose: target.value })}
        >
          {(chosen?.purposes ?? purposes).map((purpose) => (
            <option key={purpose}>{purpose}</option>
          ))}
        </select>
      </label>
      <label>
        Case
        <input
          name="case"
          value={caller.matter}
          maxLength={100}
          onChange={({ target }) => change({ matter: target.value })}
        />
      </label>
      <output name="denial">{denial}</output>
    </form>
  );
}
