import type { ThemeConfig } from 'antd'

/**
 * The colours: warm paper, pine green for what can be done, red only for what is overdue or wrong. Each text colour has at
 * least 4.5:1 and each border of a control 3:1 on the ground it is used on (WCAG 2.2 AA); web/theme.css carries the same.
 */
export const colours = {
  paper: '#f8f4ec',
  surface: '#ffffff',
  ink: '#2b2622',
  quiet: '#5f574f',
  line: '#e3dace',
  edge: '#8c8276',
  pine: '#1e6a5e',
  alarm: '#b3261e',
  warn: '#8a4b08',
  good: '#2b6a3f',
} as const

const fonts =
  '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "Source Han Sans SC", system-ui, sans-serif'

/** Tokens of the controls; `large` is the large-type mode, `touch` a phone, `still` a reader who wants no motion. */
export const themeOf = ({ large, touch, still }: { large: boolean; touch: boolean; still: boolean }): ThemeConfig => {
  const scale = large ? 1.25 : 1
  return {
    hashed: false,
    token: {
      colorPrimary: colours.pine,
      colorLink: colours.pine,
      colorInfo: colours.pine,
      colorError: colours.alarm,
      colorWarning: colours.warn,
      colorSuccess: colours.good,
      colorText: colours.ink,
      colorTextSecondary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: '#6f665d',
      colorTextDisabled: '#6f665d',
      colorBorder: colours.edge,
      colorBorderSecondary: colours.line,
      colorBgLayout: colours.paper,
      borderRadius: 10,
      fontFamily: fonts,
      fontSize: 16 * scale,
      controlHeight: (touch ? 46 : 42) * scale,
      motion: !still,
      wireframe: false,
    },
    components: {
      Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Form: { itemMarginBottom: 20, verticalLabelPadding: '0 0 6px' },
    },
  }
}
