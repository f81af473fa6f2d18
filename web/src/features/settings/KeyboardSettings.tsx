import { useState } from 'react';
import { Button } from '~/ui/Button';
import { Switch } from '~/ui/Switch';
import { turnLetters, useLettersOn } from '~/ui/short-cuts';
import { ShortCutSheet } from './ShortCutSheet';

export function KeyboardSettings() {
  const isOn = useLettersOn();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Switch label="Short cuts of a single key" hint="/ and ? outside of fields; turn them off if they get in your way." isOn={isOn} onSwitch={turnLetters} />
      <Button look="quiet" className="self-start" onClick={() => setIsOpen(true)}>
        All short cuts
      </Button>
      {isOpen && <ShortCutSheet onClose={() => setIsOpen(false)} />}
    </>
  );
}
