import type { Visibility } from '../api/entities.ts'
import type { IconName } from '../design/icon.tsx'

export const visibilitySigns: Record<Visibility, IconName> = {
  public: 'globe',
  unlisted: 'moon',
  private: 'lock',
  direct: 'mail',
}
