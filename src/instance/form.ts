/** The parts of forms, with their labels, hints and errors tied together for screen readers. */
import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** What is wrong, by field name; `base` is about the form as a whole. */
export type FormErrors = Record<string, string | undefined>

export type FieldOptions = {
  name: string
  label: string
  type?: 'text' | 'email' | 'password' | 'textarea'
  value?: string
  hint?: string
  error?: string | undefined
  autocomplete?: string
  maxlength?: number
  /** For names and codes: no capitals and no corrections by the keyboard. */
  verbatim?: boolean
  /** Shown in front of the field, as part of its value. */
  prefix?: string
}

function control(options: FieldOptions, describedBy: string): Html {
  const { name, type = 'text', value = '', error, autocomplete = 'off', maxlength = 500 } = options
  const described = describedBy ? html` aria-describedby="${describedBy}"` : ''
  const invalid = error ? html` aria-invalid="true"` : ''
  const verbatim = options.verbatim ? html` autocapitalize="none" autocorrect="off" spellcheck="false"` : ''
  if (type === 'textarea')
    return html`<textarea id="${name}" name="${name}" rows="4" maxlength="${maxlength}" required${described}${invalid}>${value}</textarea>`
  return html`<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" maxlength="${maxlength}" required${verbatim}${described}${invalid} />`
}

export function field(options: FieldOptions): Html {
  const { name, label, hint, error, prefix } = options
  const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const input = control(options, describedBy)
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
    ${prefix ? html`<div class="prefixed"><span aria-hidden="true">${prefix}</span>${input}</div>` : input}
    ${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
  </div>`
}

export function checkbox({
  name,
  label,
  checked,
  error,
}: {
  name: string
  label: Html | string
  checked: boolean
  error?: string | undefined
}): Html {
  return html`<div class="field">
    <label class="check"><input type="checkbox" name="${name}" value="1"${checked ? html` checked` : ''}${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''} /> <span>${label}</span></label>
    ${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
  </div>`
}

/** Told to screen readers at once. */
export function alert(message: string | undefined): Html | '' {
  return message ? html`<p class="alert" role="alert">${message}</p>` : ''
}

/** What went well. */
export function notice(message: string | undefined): Html | '' {
  return message ? html`<p class="notice" role="status">${message}</p>` : ''
}

/** Values that a form carries on without showing them. */
export function hidden(values: Record<string, string | undefined>): Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}" />`],
  )
}
