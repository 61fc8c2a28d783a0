import { h } from './dom.ts';
import { icon, type IconName } from './icons.ts';

/** The page's buttons and fields, made once so that all look and read alike. */

export function button(label: string, act: () => void, kind: 'primary' | 'secondary' = 'secondary'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: kind }, label);
  element.addEventListener('click', act);
  return element;
}

/** An icon that acts. Its words are what a screen reader says, and its tooltip where there is no `hint` that says more. */
export function iconButton(name: IconName, label: string, act: () => void, hint = label): HTMLButtonElement {
  const element = h('button', { type: 'button', class: 'tool', title: hint, 'aria-label': label }, icon(name));
  element.addEventListener('click', act);
  return element;
}

/** Words that act, beside other words. */
export function linkButton(label: string, act: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', class: 'link' }, label);
  element.addEventListener('click', act);
  return element;
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

/** A dropdown. The field's own change event says what was picked. */
export function select<Value extends string>(choices: readonly Choice<Value>[], changed: (value: Value) => void) {
  const options = choices.map(({ value, label }) => h('option', { value }, label));
  const element = h('select', {}, ...options);
  element.addEventListener('change', () => {
    const choice = choices.find(({ value }) => value === element.value);
    if (choice) changed(choice.value);
  });
  return element;
}

export function checkbox(label: string, changed: (checked: boolean) => void) {
  const input = h('input', { type: 'checkbox' });
  input.addEventListener('change', () => changed(input.checked));
  return { input, element: h('label', { class: 'checkbox' }, input, h('span', {}, label)) };
}

/**
 * A whole number between two limits, taken when the person leaves the field or presses Enter. What it then shows is what
 * was last `show`n: a field left empty, or a number that was not taken, does not stay.
 */
export function numberInput({ least, most, step }: { least: number; most: number; step: number }, changed: (value: number) => void) {
  const input = h('input', { type: 'number', min: least, max: most, step, inputmode: 'numeric' });
  let shown = '';
  const show = (value: number) => {
    shown = String(value);
    input.value = shown;
  };
  input.addEventListener('change', () => {
    const value = input.valueAsNumber;
    if (Number.isFinite(value)) changed(Math.min(Number(input.max), Math.max(Number(input.min), value)));
    input.value = shown;
  });
  return { input, show };
}

/** A field under its name. */
export function labelled(label: string, control: HTMLElement, ...beside: HTMLElement[]): HTMLElement {
  control.id = `field-${++fields}`;
  const name = h('label', { for: control.id }, label);
  return h('div', { class: 'field' }, name, h('div', { class: 'controls' }, control, ...beside));
}

let fields = 0;
