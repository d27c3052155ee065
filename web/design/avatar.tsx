import styles from './avatar.module.css'

type AvatarProps = { account: { avatar: string }; size?: 'small' | 'usual' | 'large' | 'huge' }

const pixels = { small: 24, usual: 44, large: 56, huge: 96 }

/** Stands beside a name, which says who it is: nothing is read out. */
export function Avatar({ account, size = 'usual' }: AvatarProps) {
  return (
    <img
      className={`${styles.avatar} ${styles[size]}`}
      src={account.avatar}
      alt=""
      width={pixels[size]}
      height={pixels[size]}
      loading="lazy"
      decoding="async"
    />
  )
}
