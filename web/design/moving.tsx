import type { ComponentProps } from 'react'

/** A picture that may move, and stands still for whoever wants less motion. */
export function Moving({ still, alt, ...picture }: ComponentProps<'img'> & { still: string; alt: string }) {
  const image = <img alt={alt} {...picture} />
  if (picture.src === still) return image
  return (
    <picture>
      <source media="(prefers-reduced-motion: reduce)" srcSet={still} />
      {image}
    </picture>
  )
}
