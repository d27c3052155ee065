import { Icon } from '../design/icon.tsx'
import styles from './waiting-button.module.css'

/** Newer things wait behind it, over the list they belong to. Without `text` there are none. */
export function WaitingButton({ text, onShow }: { text: string | undefined; onShow: () => void }) {
  return (
    <div className={styles.waiting} aria-live="polite">
      {text && (
        <button
          type="button"
          data-key="."
          onClick={() => {
            onShow()
            scrollTo(0, 0)
          }}
        >
          <Icon name="up" size={18} />
          {text}
        </button>
      )}
    </div>
  )
}
