import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Slip } from '#modules/identity/contract.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { holdSlips } from './held-slips.ts'
import { SlipCard } from './SlipCard.tsx'
import { slipWords as words } from './slip-words.ts'

/** A fresh slip in a panel, to be read out or printed. */
export const ShownSlip = ({ slip }: { slip: Slip }): ReactNode => {
  const say = useSay()
  const navigate = useNavigate()
  return (
    <>
      <SlipCard slip={slip} />
      <div className="next-step-buttons">
        <Button
          type="primary"
          onClick={() => {
            holdSlips([slip])
            void navigate(paths.accountSlips)
          }}
        >
          {say(words.toPrint)}
        </Button>
      </div>
    </>
  )
}
