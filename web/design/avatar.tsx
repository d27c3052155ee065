import { useState } from 'react'
import styles from './avatar.module.css'
import { Moving } from './moving.tsx'

type AvatarProps = {
  account: { avatar: string; avatar_static?: string }
  size?: 'small' | 'usual' | 'large' | 'huge'
}

const pixels = { small: 24, usual: 44, large: 56, huge: 96 }

/**
 * Stands beside a name, which says who it is: nothing is read out. One that moves does so where a person is looked at,
 * and in lists while somebody points at it.
 */
export function Avatar({ account: { avatar, avatar_static: still = avatar }, size = 'usual' }: AvatarProps) {
  const [isPointedAt, setIsPointedAt] = useState(false)
  const mayMove = size === 'huge' || size === 'large' || isPointedAt
  return (
    <Moving
      className={`${styles.avatar} ${styles[size]}`}
      src={mayMove ? avatar : still}
      still={still}
      alt=""
      width={pixels[size]}
      height={pixels[size]}
      loading="lazy"
      decoding="async"
      {...(avatar !== still && {
        onPointerEnter: () => setIsPointedAt(true),
        onPointerLeave: () => setIsPointedAt(false),
      })}
    />
  )
}
